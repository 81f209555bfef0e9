import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import type { DnsServer } from "../support/dns-server.ts";
import type { OpenIdProvider } from "../support/openid-provider.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { follow, setUpOidc, signInBySso, type SsoOrganization } from "../support/single-sign-on.ts";
import { startSso, stopSso } from "../support/sso-server.ts";
import type { TestServer } from "../support/test-server.ts";

describe.each(dialects)("a stranger's sign-up with an address of the domain, never verified, on %s", (dialect) => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let server: TestServer;
  let acme: SsoOrganization;
  beforeAll(async () => {
    ({ dns, op, server } = await startSso(dialect));
    op.authTime = () => Math.floor(server.clock.now() / 1000);
    acme = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
  });
  afterAll(() => stopSso({ dns, op, server }));

  let people = 0;
  const address = (): string => `kim${++people}@${acme.domain}`;
  const comeByProvider = async (kim: Person): Promise<void> => {
    const { attempt } = await signInBySso(kim, op, { sub: `sub-${people}`, email: `kim${people}@${acme.domain}` });
    expect(attempt.status).toBe("complete");
  };

  /** Begins an account with an address that is not theirs, in a browser that keeps what comes of it. */
  async function begin(email: string, password?: string) {
    const stranger = new Person(server, email);
    const asked = { email, name: "Mallory", ...(password !== undefined && { password }) };
    expectStatus(await stranger.post("/v1/sign-up", asked), 202);
    return { stranger, token: await stranger.mailedToken() };
  }

  /** What the link, the password and a further link of a stranger open. */
  async function tryAll({ stranger, token }: Awaited<ReturnType<typeof begin>>, password: string) {
    const mails = (await stranger.mails()).length;
    // First: a link that is clicked is spent, whatever comes of it.
    expectStatus(await stranger.post("/v1/email-verifications/resend", { email: stranger.email }), 202);
    const clicks = [await stranger.post("/v1/email-verifications", { token })];
    // In the browser of whoever reads the mail, which is not the one that signed up.
    clicks.push(await new Person(server, stranger.email).post("/v1/email-verifications", { token }));
    const signIn = await stranger.prove(await stranger.startSignIn(), { kind: "password", password });
    return {
      clicks: clicks.map(slugOf),
      password: slugOf(signIn),
      session: (await stranger.get("/v1/session")).status,
      mailed: (await stranger.mails()).length - mails,
    };
  }
  const nothing = {
    ...{ clicks: ["link-invalid", "link-invalid"], password: "proof-rejected", session: 401, mailed: 0 },
  };

  /** Gives the address of somebody who came by the provider free again. */
  async function moveAway(kim: Person): Promise<void> {
    server.clock.advance(600);
    const { body } = await kim.post("/v1/attempts", { purpose: "step-up", operation: "change-email" });
    await follow(kim, body.redirect.url as string);
    const to = `moved.${kim.email}.example`;
    expectStatus(await kim.call("PUT", "/v1/account/email", { email: to }), 202);
    expectStatus(await kim.post("/v1/email-verifications", { token: await kim.mailedToken(to) }), 200);
  }

  test("whoever has it comes by the provider, and has an account that the stranger's link and password never open", async () => {
    const email = address();
    const password = "Strange-Horse9";
    const begun = await begin(email, password);
    const kim = new Person(server, email);
    await comeByProvider(kim);
    const { account } = (await kim.get("/v1/session")).body;
    expect(account).toMatchObject({ email, name: expect.not.stringContaining("Mallory") });
    expect(await tryAll(begun, password)).toEqual(nothing);
    // The address is free again within the link's day: nothing is made of what was begun before.
    await moveAway(kim);
    expect(await tryAll(begun, password)).toEqual(nothing);
    expect((await kim.get("/v1/session")).body.account.id).toBe(account.id);
  });

  test("nor is what was begun with a passkey in mind", async () => {
    const begun = await begin(address());
    const kim = new Person(server, begun.stranger.email);
    await comeByProvider(kim);
    await moveAway(kim);
    const withPassword = { token: begun.token, password: "Strange-Horse9" };
    expect(slugOf(await begun.stranger.post("/v1/email-verifications", withPassword))).toBe("link-invalid");
    expect(await tryAll(begun, "Strange-Horse9")).toEqual(nothing);
  });

  test("an account that is there already and is linked by its address: the same", async () => {
    const email = address();
    const password = "Strange-Horse9";
    const begun = await begin(email, password);
    const kim = await (await new Person(server).signUp()).signIn();
    await kim.stepUp("change-email");
    expectStatus(await kim.call("PUT", "/v1/account/email", { email }), 202);
    expectStatus(await kim.post("/v1/email-verifications", { token: await kim.mailedToken(email) }), 200);
    const there = new Person(server, email);
    await comeByProvider(there);
    expect((await there.get("/v1/session")).body.account.id).toBe(kim.accountId);
    await moveAway(there);
    expect(await tryAll(begun, password)).toEqual(nothing);
  });

  test("where nobody came by the provider, the link makes what it was mailed for", async () => {
    const begun = await begin(address(), "Strange-Horse9");
    expectStatus(await begun.stranger.post("/v1/email-verifications", { token: begun.token }), 200);
  });
});
