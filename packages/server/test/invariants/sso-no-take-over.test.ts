import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { startVouched } from "../../src/attempts/start-attempt.ts";
import { linkIdentity, listIdentities } from "../../src/authenticators/identity/identities.ts";
import { changeMembership } from "../../src/policies/memberships.ts";
import { decideLink, type LinkFacts } from "../../src/rules/sso/linking.ts";
import { handOff } from "../../src/sso/flow/outcome.ts";
import type { Client } from "../../src/services.ts";
import { connectionKinds, jitModes, type ConnectionKind, type JitMode } from "../../src/vocabulary/sso.ts";
import { addActiveConnection, addProvenDomain, vouchedOf } from "../support/connections.ts";
import { dialects } from "../support/databases.ts";
import { addMember, createOrganization, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

const owners = ["nobody", "this organization", "another"] as const;
const lives = [
  "none",
  // An address that was not verified by us has no account: all there can be is a sign-up that waits, begun by whoever typed it.
  "none, but a stranger's sign-up waits",
  "nowhere",
  "here",
  "suspended here",
  "elsewhere",
  "here and elsewhere",
  "here by another name",
] as const;

/** One cell of the matrix. */
interface Cell {
  /** Whether an account has the address, and where it belongs. */
  readonly life: (typeof lives)[number];
  /** Who has proven the domain of the address. */
  readonly domain: (typeof owners)[number];
  readonly kind: ConnectionKind;
  readonly jit: JitMode;
  readonly isInvited: boolean;
}

/** All of them, each once. */
const cells: readonly Cell[] = lives.flatMap((life) =>
  owners.flatMap((domain) =>
    connectionKinds.flatMap((kind) =>
      jitModes.flatMap((jit) => [true, false].map((isInvited) => ({ life, domain, kind, jit, isInvited }))),
    ),
  ),
);

const hasAccount = ({ life }: Cell): boolean => !life.startsWith("none");
const isHere = ({ life }: Cell): boolean => life.includes("here") && life !== "nowhere";

/** What the rule says of it. */
function decide(cell: Cell): ReturnType<typeof decideLink> {
  const { life, domain, jit, isInvited } = cell;
  const account: LinkFacts["account"] = {
    isMember: isHere(cell),
    isSuspendedHere: life === "suspended here",
    isElsewhere: life.endsWith("elsewhere"),
    isKnownOtherwise: life === "here by another name",
  };
  return decideLink({
    ...{ jit, isOfOwnDomain: domain === "this organization" },
    isInvited: isInvited && !isHere(cell),
    account: hasAccount(cell) ? account : null,
  });
}

/** Every cell on SQLite; as many as fit into half a minute on PostgreSQL, others each time. */
const drawn = { sqlite: cells.length, postgres: 100 } as const;

describe.each(dialects)("nobody gains an account by an address alone, on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true });
  let acme: TestOrganization;
  let other: TestOrganization;
  const domains: Record<string, string> = {};
  const connections: Record<string, string> = {};
  let people = 0;

  beforeAll(async () => {
    const found = async (): Promise<TestOrganization> =>
      createOrganization(await (await new Person(server).signUp()).signIn(), { plan: "enterprise" });
    [acme, other] = [await found(), await found()];
    Object.assign(domains, {
      nobody: `free.example`,
      "this organization": `acme-${dialect}.example`,
      another: `other-${dialect}.example`,
    });
    await addProvenDomain(acme, domains["this organization"]!);
    await addProvenDomain(other, domains["another"]!);
    for (const kind of connectionKinds)
      for (const jit of jitModes) connections[kind + jit] = await addActiveConnection(acme, { kind, jit });
  });

  /** Whoever has the address, as the cell says. */
  async function settle(cell: Cell, connectionId: string): Promise<Person> {
    const { life, domain, isInvited } = cell;
    const person = new Person(server, `p${++people}@${domains[domain]}`);
    if (hasAccount(cell)) await person.signUp();
    if (isInvited && !isHere(cell)) {
      await acme.owner.stepUp("manage-members");
      const asked = { email: person.email, role: "member" };
      expectStatus(await acme.owner.post(`${acme.path}/invitations`, asked), 201);
    }
    if (isHere(cell)) await addMember(acme, person);
    if (life.endsWith("elsewhere")) await addMember(other, person);
    const { accountId } = person;
    if (life === "suspended here")
      await server.services.transact(({ tx }) =>
        changeMembership(tx, { organizationId: acme.id, accountId }, { suspendedAt: server.clock.now() }),
      );
    if (life === "here by another name") {
      const known = { ...vouchedOf(acme, connectionId, person), subjectKey: `another ${accountId}` };
      await server.services.transact((work) => linkIdentity(work, known, { accountId, how: "own-proof" }));
    }
    return person;
  }

  /** Lets a stranger begin a sign-up at the address of the cell, where one waits. Answers what its link does when it is used. */
  async function beginAsStranger({ life }: Cell, { email }: Person): Promise<() => Promise<number>> {
    if (!life.endsWith("waits")) return () => Promise.resolve(0);
    const stranger = new Person(server, email);
    expectStatus(await stranger.post("/v1/sign-up", { email, password: "Strange-Horse9", name: "Mallory" }), 202);
    const token = await stranger.mailedToken();
    return async () => (await stranger.post("/v1/email-verifications", { token })).status;
  }

  /** Lets the provider name the address, in a browser that began a sign-in there. */
  async function vouch(connectionId: string, { email }: Person) {
    const { services } = server;
    const client = { ip: "127.0.0.1", attemptSecret: null } as unknown as Client;
    const { attemptId, browserSecret } = await startVouched(services, client, connectionId);
    const somebody = Object.assign(new Person(server, email), { accountId: `subject of ${email}` });
    const vouched = vouchedOf(acme, connectionId, somebody);
    const token = await handOff(services, { connectionId, attemptId, returnTo: null }, vouched);
    const browser = new Person(server, email);
    browser.cookies.set("mortise-attempt", browserSecret);
    const { headers } = await browser.get(`/sso/${connectionId}/continue?handoff=${token}`);
    const session = await browser.get("/v1/session");
    return { browser, attemptId, at: headers.get("location") ?? "", session };
  }

  async function hold(cell: Cell): Promise<void> {
    // Past every throttle.
    server.clock.advance(60);
    const connectionId = connections[cell.kind + cell.jit]!;
    const person = await settle(cell, connectionId);
    const useLink = await beginAsStranger(cell, person);
    const before = await listIdentities(server.services.read, person.accountId);
    const decision = decide(cell);
    const { browser, attemptId, at, session } = await vouch(connectionId, person);
    const who = session.body.account?.id as string | undefined;
    const told = JSON.stringify(cell);
    const identities = () => listIdentities(server.services.read, person.accountId);
    // What the rule is for: an account that was there is opened only where its address is the organization's and it has no other life.
    if (who !== undefined && who === person.accountId)
      expect([cell.domain, cell.life.includes("elsewhere")], told).toEqual(["this organization", false]);
    if (decision.next === "refuse") {
      expect([session.status, at.includes("sso=no-place")], told).toEqual([401, true]);
      expect(await identities(), told).toEqual(before);
    } else if (decision.next === "make") {
      expect([session.status, session.body.account?.email], told).toEqual([200, person.email]);
    } else if (decision.next === "link") {
      expect([session.status, who], told).toEqual([200, person.accountId]);
    } else {
      expect(session.status, told).toBe(401);
      expect(await identities(), told).toEqual(before);
      const wrong = await browser.prove(attemptId, { kind: "password", password: "Not-this-Horse9" });
      expect([wrong.status, await identities()], told).toEqual([401, before]);
      const own = await browser.prove(attemptId, { kind: "password", password: person.password });
      expect(own.body.status, told).toBe("complete");
      expect((await identities()).length, told).toBe(before.length + 1);
    }
    const { body } = await acme.owner.get(`${acme.path}/members?search=${encodeURIComponent(person.email)}`);
    if (decision.next === "refuse" && !isHere(cell)) expect(body.items ?? [], told).toEqual([]);
    // Whom the provider's word has made an account is nobody else's; and where it counts for nothing, it voids nothing.
    if (cell.life.endsWith("waits")) {
      const { passwordHash } = await server.services.read
        .selectFrom("signUps")
        .select("passwordHash")
        .where("email", "=", person.email)
        .executeTakeFirstOrThrow();
      expect(passwordHash === null, told).toBe(decision.next === "make");
      expect(await useLink(), told).toBe(decision.next === "make" ? 410 : 200);
    }
  }

  test("over the matrix of addresses, places, domains, protocols and who is let in", async () => {
    const length = drawn[dialect];
    const [sample = []] = fc.sample(fc.shuffledSubarray([...cells], { minLength: length, maxLength: length }), 1);
    expect(new Set(sample).size).toBe(length);
    for (const cell of sample) await hold(cell);
  });
});
