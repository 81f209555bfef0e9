import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operationOf } from "../../src/http/call.ts";
import { routes } from "../../src/routes.ts";
import { staleProofIsFine } from "../../src/vocabulary/stale-proof.ts";
import { dialects } from "../support/databases.ts";
import { addWorkspaceWith, createOrganization } from "../support/organizations.ts";
import { Person, slugOf } from "../support/person.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

/** A body that fits each route, so that what refuses is the guard and not the schema. */
const bodies: Record<string, unknown> = {
  "POST /v1/sign-up": { email: "x@example.com", password: "Correct-Horse9", name: "X" },
  "POST /v1/email-verifications": { token: "x" },
  "POST /v1/email-verifications/resend": { email: "x@example.com" },
  "POST /v1/password-resets": { email: "x@example.com" },
  "POST /v1/password-resets/complete": { token: "x", password: "Correct-Horse9" },
  "POST /v1/password-policy/check": { password: "x" },
  "POST /v1/attempts": { purpose: "sign-in", email: "x@example.com" },
  "POST /v1/attempts/{id}/proofs": { kind: "password", password: "x" },
  "POST /v1/organizations/{org}/events/search": { search: "x" },
  "PATCH /v1/account": { name: "X" },
  "PUT /v1/account/email": { email: "x@example.com" },
  "PUT /v1/account/password": { currentPassword: "x", newPassword: "Correct-Horse9" },
  "POST /v1/account/authenticators/totp": {},
  "POST /v1/account/authenticators/totp/{id}/complete": { code: "000000", name: "X" },
  "PATCH /v1/account/authenticators/{id}": { name: "X" },
  "POST /v1/account/recovery-codes": {},
  "POST /v1/email-verifications/passkey-options": { token: "x" },
  "POST /v1/account/authenticators/passkeys/{id}/complete": {
    name: "X",
    credential: {
      id: "AAAA",
      rawId: "AAAA",
      type: "public-key",
      response: { clientDataJSON: "e30", attestationObject: "oA" },
    },
  },
  "POST /v1/account/authenticators/phones": { number: "+4915112345678" },
  "POST /v1/account/authenticators/phones/{id}/complete": { code: "000000" },
  "PUT /v1/account/alert-preferences": { categories: { sessions: { email: false, inApp: true } } },
  "POST /v1/account/alerts/read": {},
  "POST /v1/not-me": { token: "x" },
  "POST /v1/not-me/look": { token: "x" },
  "POST /v1/email-verifications/look": { token: "x" },
  "POST /v1/password-resets/look": { token: "x" },
  "POST /v1/organizations": { name: "X" },
  "PUT /v1/organizations/{org}/plan": { plan: "team" },
  "POST /v1/organizations/{org}/transfer-ownership": { account: "x" },
  "PATCH /v1/organizations/{org}/members/{account}": { role: "member" },
  "POST /v1/organizations/{org}/invitations": { email: "x@example.com", role: "member" },
  "POST /v1/invitations/look": { token: "x" },
  "POST /v1/alert-copies/look": { token: "x" },
  "POST /v1/alert-copies/confirm": { token: "x" },
  "POST /v1/invitations/accept": { token: "x" },
  "POST /v1/organizations/{org}/workspaces": { name: "X" },
  "PATCH /v1/organizations/{org}/workspaces/{ws}": { name: "X" },
  "PUT /v1/organizations/{org}/break-glass": { owners: [] },
  "POST /v1/organizations/{org}/domains": { name: "acme.example" },
  "POST /v1/organizations/{org}/connections": {
    ...{ kind: "oidc", name: "X", issuer: "https://id.example.com", clientId: "x", clientSecret: "x" },
  },
  "PUT /v1/organizations/{org}/connections/{conn}/role-rules": [],
  "POST /v1/organizations/{org}/connections/{conn}/role-rules/preview": [],
  "POST /v1/organizations/{org}/setup-links": { intents: ["sso"], expiresInHours: 1 },
  "POST /v1/set-up/open": { token: "x" },
  "POST /v1/set-up/domains": { name: "acme.example" },
  "PUT /v1/set-up/connection": {
    ...{ kind: "oidc", name: "X", issuer: "https://id.example.com", clientId: "x", clientSecret: "x" },
  },
};

const named = routes.map((row) => ({ name: `${row.method} ${row.path}`, row }));
/** What lets in whoever brings something else than a session: a set-up link, or a provider's answer (journeys/sso-*.test.ts). */
const hasOwnDoor = ({ path }: { path: string }): boolean => /^\/(?:sso|v1\/set-up)\b/.test(path);
const bodyOf = (name: string, method: string): unknown =>
  bodies[name] ?? (method === "GET" || method === "DELETE" ? undefined : {});

describe.each(dialects)("every row of the route table on %s", (dialect) => {
  let server: TestServer;
  let maya: Person;
  let dana: Person;
  /** Things that are Maya's. */
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    server = await startServer(dialect);
    maya = await (await new Person(server).signUp()).signIn();
    dana = await (await new Person(server).signUp()).signIn();
    ids.totp = await maya.bindTotp();
    ids.pending = (await maya.post("/v1/account/authenticators/totp")).body.id;
    ids.passkey = (await maya.post("/v1/account/authenticators/passkeys")).body.id;
    ids.session = (await maya.get("/v1/session")).body.id;
    const larkfield = await createOrganization(maya);
    ids.org = larkfield.id;
    ids.ws = await addWorkspaceWith(larkfield, "Finance", [maya]);
    const invited = await maya.post(`${larkfield.path}/invitations`, { email: "someone@example.com", role: "member" });
    ids.invitation = invited.body.id;
    ids.attempt = (await maya.post("/v1/attempts", { purpose: "step-up", operation: "delete-account" })).body.id;
  });
  afterAll(() => server.close());

  const pathOf = (path: string): string => {
    const id = path.includes("attempts")
      ? ids.attempt
      : path.includes("invitations")
        ? ids.invitation
        : path.includes("totp")
          ? ids.pending
          : path.includes("passkeys")
            ? ids.passkey
            : path.includes("sessions")
              ? ids.session
              : ids.totp;
    return path
      .replace("{id}", id!)
      .replace("{org}", ids.org!)
      .replace("{ws}", ids.ws!)
      .replace("{conn}", "conn_00000000000000000000000000")
      .replace("{account}", maya.accountId);
  };
  /** What Maya's account is, as the database has it. */
  const snapshot = async () => {
    const { read } = server.services.database;
    const rows = [];
    for (const table of [
      "accounts",
      "passwords",
      "totpAuthenticators",
      "recoveryCodes",
      "recoveryCodeSets",
      "sessions",
      "attempts",
      "emailChanges",
      "passkeys",
      "phones",
      "rememberedDevices",
      "alertPreferences",
      "memberships",
      "workspaceMembers",
    ] as const)
      rows.push(
        await read
          .selectFrom(table)
          .selectAll()
          .where(table === "accounts" ? "id" : "accountId", "=", maya.accountId)
          .execute(),
      );
    return JSON.stringify(rows);
  };

  test("the bodies above fit rows that exist", () => {
    expect(Object.keys(bodies).filter((name) => !named.some((each) => each.name === name))).toEqual([]);
  });

  test.each(named)("$name without a session", async ({ name, row }) => {
    const before = await snapshot();
    const reply = await new Person(server).call(row.method, pathOf(row.path), bodyOf(name, row.method));
    if (row.who !== "anyone") expect([reply.status, slugOf(reply)]).toEqual([401, "not-signed-in"]);
    else expect(reply.status).toBeLessThan(500);
    expect(await snapshot()).toBe(before);
  });

  test.each(named.filter(({ row }) => row.path.includes("{") && !hasOwnDoor(row)))(
    "$name with another account's session finds nothing",
    async ({ name, row }) => {
      const before = await snapshot();
      const reply = await dana.call(row.method, pathOf(row.path), bodyOf(name, row.method));
      // What is for operators only is refused to everyone else, whether it is there or not.
      const isForOperators = row.path.includes("{org}") && row.who === "subscriber";
      expect([reply.status, slugOf(reply)]).toEqual(isForOperators ? [403, "not-allowed"] : [404, "not-found"]);
      expect(await snapshot()).toBe(before);
    },
  );

  test.each(named.filter(({ row }) => row.who !== "anyone" && !row.path.includes("{")))(
    "$name with another account's session touches only that account",
    async ({ name, row }) => {
      const before = await snapshot();
      const other = await (await new Person(server).signUp()).signIn();
      const reply = await other.call(row.method, row.path, bodyOf(name, row.method));
      expect(reply.status).toBeLessThan(500);
      expect(JSON.stringify(reply.body)).not.toContain(maya.email);
      expect(await snapshot()).toBe(before);
    },
  );

  test.each(named.filter(({ row }) => row.method !== "GET" && row.origin === "same-origin"))(
    "$name from another site is refused",
    async ({ name, row }) => {
      const before = await snapshot();
      for (const headers of [
        { origin: "https://evil.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
        { "sec-fetch-site": "same-site", origin: "http://localhost.evil.example" },
      ]) {
        const reply = await maya.call(row.method, pathOf(row.path), bodyOf(name, row.method), headers);
        expect([reply.status, slugOf(reply)], JSON.stringify(headers)).toEqual([403, "cross-origin"]);
        expect(reply.headers.get("access-control-allow-origin")).toBeNull();
      }
      expect(await snapshot()).toBe(before);
    },
  );

  test.each(named.filter(({ row }) => hasOwnDoor(row)))(
    "$name opens to no session, and tells it nothing",
    async ({ name, row }) => {
      const before = await snapshot();
      const reply = await maya.call(row.method, pathOf(row.path), bodyOf(name, row.method));
      // Whoever comes from a provider is sent to the sign-in page, which says why.
      if (reply.status === 303) expect(reply.headers.get("location")).toContain("/sign-in?sso=");
      else expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.status).toBeLessThan(500);
      expect(JSON.stringify(reply.body)).not.toContain(maya.email);
      expect(await snapshot()).toBe(before);
    },
  );

  test.each(named.filter(({ row }) => operationOf(row) && !row.does.asks))(
    "$name names its operation when the proof is stale",
    async ({ name, row }) => {
      const other = await (await new Person(server).signUp()).signIn();
      await other.bindTotp();
      const path = row.path.includes("{org}")
        ? row.path.replace("{org}", (await createOrganization(other)).id)
        : row.path;
      server.clock.advance(601);
      const reply = await other.call(row.method, pathOf(path), bodyOf(name, row.method));
      expect([slugOf(reply), reply.body.stepUp?.operation]).toEqual(["step-up-required", row.stepUp]);
    },
  );

  test("whatever changes something for a caller asks for fresh proof, or says why a stale one is fine", () => {
    const changing = named.filter(({ row }) => row.method !== "GET" && row.who !== "anyone");
    const silent = changing.filter(({ row }) => !operationOf(row) && !Object.hasOwn(staleProofIsFine, row.stepUp));
    expect(silent.map(({ name }) => name)).toEqual([]);
    const used = new Set(named.map(({ row }) => row.stepUp));
    expect(Object.keys(staleProofIsFine).filter((reason) => !used.has(reason as "fine:reads"))).toEqual([]);
    // A reason is an argument: whoever takes away with stale proof argues here.
    const taking = changing.filter(({ row }) => row.method === "DELETE" && !operationOf(row));
    expect(taking.map(({ name }) => name)).toEqual(["DELETE /v1/session", "DELETE /v1/session/confirmation"]);
    const sometimes = named.filter(({ row }) => row.does.asks).map(({ name }) => name);
    expect(sometimes).toEqual([
      "PATCH /v1/account",
      "DELETE /v1/account/sessions/{id}",
      "PUT /v1/account/alert-preferences",
    ]);
  });

  describe("with a flagged session", () => {
    let held: Person;
    let attempt = "";
    beforeAll(async () => {
      held = await (await new Person(server).signUp()).signIn();
      await held.bindTotp();
      attempt = (await held.post("/v1/attempts", { purpose: "step-up", operation: "delete-account" })).body.id;
      held.headers["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
      expect((await held.get("/v1/session")).body.trust).toBe("flagged");
    });

    test("its account, its own state and signing out are all that is open", () => {
      expect(named.filter(({ row }) => row.who === "doubted").map(({ name }) => name)).toEqual([
        "GET /v1/session",
        "DELETE /v1/session",
        "POST /v1/session/provider-sign-out",
        "GET /v1/account",
      ]);
    });

    const isOfAttempt = ({ path }: { path: string }): boolean => path.startsWith("/v1/attempts/{id}");
    test.each(named.filter(({ row }) => !["anyone", "doubted"].includes(row.who) || isOfAttempt(row)))(
      "$name is refused",
      async ({ name, row }) => {
        const path = isOfAttempt(row) ? row.path.replace("{id}", attempt) : pathOf(row.path);
        const reply = await held.call(row.method, path, bodyOf(name, row.method));
        expect([reply.status, slugOf(reply)]).toEqual([403, "session-flagged"]);
        expect(reply.body).toMatchObject({ acceptable: ["totp"], reason: "browser-changed" });
      },
    );
  });

  test.each(named)("$name answers with no-store, a request id, and no other origin", async ({ name, row }) => {
    const { headers } = await new Person(server).call(row.method, pathOf(row.path), bodyOf(name, row.method));
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-request-id")).toMatch(/^reqs_[0-9a-z]{26}$/);
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });
});
