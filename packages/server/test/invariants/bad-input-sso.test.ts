import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "../../src/routes.ts";
import { addActiveConnection } from "../support/connections.ts";
import { dialects } from "../support/databases.ts";
import { addWorkspaceWith, createOrganization, type TestOrganization } from "../support/organizations.ts";
import { Person, slugOf } from "../support/person.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const form = "application/x-www-form-urlencoded";
const forms = routes
  .filter(({ does }) => does.takes?.kind === "form")
  .map((row) => ({ name: `${row.method} ${row.path}`, row, huge: row.does.takes!.mostBytes + 5000 }));

const base64 = (text: string): string => encodeURIComponent(Buffer.from(text).toString("base64"));
const nested = `${"<a>".repeat(100)}${"</a>".repeat(100)}`;
const xml = {
  "not XML at all": "hello",
  "half an element": "<samlp:Response",
  "a document type": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  "a hundred elements in each other": nested,
  "a hundred thousand elements": `<a>${"<b/>".repeat(60_000)}</a>`,
  "a prefix of nothing": "<x:a/>",
  "two roots": "<a/><a/>",
};

describe.each(dialects)("bad input to single sign-on, on %s", (dialect) => {
  let server: TestServer;
  let ours: TestOrganization;
  let theirs: TestOrganization;
  const connections = { oidc: "", saml: "" };
  beforeAll(async () => {
    server = await startServer(dialect, { quiet: true });
    const found = async () =>
      createOrganization(await (await new Person(server).signUp()).signIn(), { plan: "enterprise" });
    [ours, theirs] = [await found(), await found()];
    for (const kind of ["oidc", "saml"] as const) connections[kind] = await addActiveConnection(ours, { kind });
  });
  afterAll(() => server.close());

  /** Everything of single sign-on, as the database has it. */
  const snapshot = async (): Promise<string> => {
    const { read } = server.services.database;
    const events = read
      .selectFrom("events")
      .select("id")
      .where("type", "not in", ["request.refused", "connection.unreachable"]);
    const kept = await Promise.all([
      read.selectFrom("connections").select(["id", "name", "jit", "configuration", "revision", "roleRules"]).execute(),
      read.selectFrom("identities").selectAll().execute(),
      read.selectFrom("domains").selectAll().execute(),
      read.selectFrom("setupLinks").selectAll().execute(),
      read.selectFrom("connectionTests").selectAll().execute(),
      read.selectFrom("ssoSessions").selectAll().execute(),
      events.execute(),
    ]);
    return JSON.stringify(kept);
  };

  describe.each(forms)("$name", ({ row, huge }) => {
    test.each<[string, string, string, number, string]>([
      ["a huge form", `a=${"x".repeat(huge)}`, form, 413, "payload-too-large"],
      [
        "a form of forty fields",
        Array.from({ length: 40 }, (_, at) => `a${at}=1`).join("&"),
        form,
        422,
        "invalid-request",
      ],
      ["a field given twice", "iss=a&iss=b", form, 422, "invalid-request"],
      ["a field given twice, once in escapes", "iss=a&%69ss=b", form, 422, "invalid-request"],
      ["a field with a name without end", `${"x".repeat(65)}=1`, form, 422, "invalid-request"],
      ["a field without a name", "=1", form, 422, "invalid-request"],
      ["no UTF-8", "iss=%ff", form, 422, "invalid-request"],
      ["half an escape", "iss=%4", form, 422, "invalid-request"],
      ["a NUL", "iss=a%00b", form, 422, "invalid-request"],
      ["JSON", "{}", "application/json", 415, "unsupported-media-type"],
      ["a text", "iss=a", "text/plain", 415, "unsupported-media-type"],
      ["a form of parts", "--x--", "multipart/form-data; boundary=x", 415, "unsupported-media-type"],
    ])("%s", async (_what, body, media, status, slug) => {
      const before = await snapshot();
      const path = row.path.replace("{conn}", connections.oidc);
      const reply = await new Person(server).call(row.method, path, body, { "content-type": media });
      expect([reply.status, slugOf(reply)]).toEqual([status, slug]);
      expect(await snapshot()).toBe(before);
    });
  });

  test.each(Object.entries(xml))(
    "a response that is %s leads to the sign-in page, and changes nothing",
    async (_what, text) => {
      const idp = server.services.transact(({ tx }) =>
        tx.updateTable("connections").set({ idpInitiatedAt: 1 }).where("id", "=", connections.saml).execute(),
      );
      await idp;
      const before = await snapshot();
      for (const conn of [connections.saml, connections.oidc, "conn_00000000000000000000000000"]) {
        const body = `SAMLResponse=${base64(text)}&RelayState=x`;
        const reply = await new Person(server).call("POST", `/sso/${conn}/acs`, body, { "content-type": form });
        expect([reply.status, /^\S+\/sign-in\?sso=(failed|unasked)/.test(reply.headers.get("location") ?? "")]).toEqual(
          [303, true],
        );
        expect(reply.headers.getSetCookie()).toEqual([]);
      }
      expect(await snapshot()).toBe(before);
    },
  );

  test.each(Object.entries(xml))("metadata that is %s is refused, and changes nothing", async (_what, text) => {
    await ours.owner.stepUp("change-sso");
    const before = await snapshot();
    const metadata = { xml: text };
    const saml = `${ours.path}/connections/${connections.saml}`;
    for (const reply of [
      await ours.owner.post(`${ours.path}/connections`, { kind: "saml", name: "X", metadata }),
      await ours.owner.call("PATCH", saml, { metadata }),
    ]) {
      expect([reply.status, slugOf(reply)]).toEqual([422, "invalid-request"]);
      expect(reply.body.errors[0].pointer).toBe("#/metadata/xml");
    }
    expect(await snapshot()).toBe(before);
  });

  test.each<[string, object]>([
    ["an issuer that is no address", { issuer: "idp", clientId: "a", clientSecret: "b" }],
    ["an issuer of another scheme", { issuer: "javascript:alert(1)", clientId: "a", clientSecret: "b" }],
    ["an issuer with a password in it", { issuer: "https://a:b@idp.example", clientId: "a", clientSecret: "b" }],
    ["an issuer with a query", { issuer: "https://idp.example?a=b", clientId: "a", clientSecret: "b" }],
    ["an issuer without its secret", { issuer: "https://idp.example", clientId: "a" }],
    ["a secret without end", { issuer: "https://idp.example", clientId: "a", clientSecret: "x".repeat(2001) }],
    ["both protocols at once", { issuer: "https://idp.example", metadata: { url: "https://idp.example" } }],
    ["no certificates", { metadata: { entityId: "a", ssoUrl: "https://idp.example", certificates: [] } }],
    ["a page for passwords that is none", { managePasswordUrl: "javascript:alert(1)" }],
    ["numbers for words", { requiredAmr: [1, 2] }],
    ["words without end", { requiredAmr: Array.from({ length: 21 }, String) }],
    ["a mode there is not", { jit: "everyone" }],
  ])("a change that holds %s is refused, and changes nothing", async (_what, change) => {
    await ours.owner.stepUp("change-sso");
    const before = await snapshot();
    const reply = await ours.owner.call("PATCH", `${ours.path}/connections/${connections.oidc}`, change);
    expect([reply.status, slugOf(reply)]).toEqual([422, "invalid-request"]);
    expect(await snapshot()).toBe(before);
  });

  test("certificates that are none are refused, and change nothing", async () => {
    await ours.owner.stepUp("change-sso");
    const before = await snapshot();
    for (const certificate of ["x", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]) {
      const metadata = { entityId: "a", ssoUrl: "https://idp.example", certificates: [certificate] };
      const reply = await ours.owner.call("PATCH", `${ours.path}/connections/${connections.saml}`, { metadata });
      expect([reply.status, slugOf(reply)]).toEqual([422, "invalid-request"]);
    }
    expect(await snapshot()).toBe(before);
  });

  test("rules name nothing of another organization's, and nobody an owner", async () => {
    await ours.owner.stepUp("change-sso");
    const workspace = await addWorkspaceWith(theirs, "Theirs");
    const before = await snapshot();
    const rule = { attribute: "groups", equals: "a" };
    for (const rules of [
      [{ ...rule, workspace }],
      [{ ...rule, workspace: "wksp_00000000000000000000000000" }],
      [{ ...rule, role: "owner" }],
      [rule],
      [{ ...rule, attribute: "", role: "admin" }],
      Array.from({ length: 101 }, () => ({ ...rule, role: "admin" })),
    ]) {
      const at = `${ours.path}/connections/${connections.oidc}/role-rules`;
      for (const reply of [await ours.owner.call("PUT", at, rules), await ours.owner.post(`${at}/preview`, rules)])
        expect([reply.status, slugOf(reply)], JSON.stringify(rules).slice(0, 200)).toEqual([422, "invalid-request"]);
    }
    const at = `${ours.path}/connections/${connections.oidc}/role-rules`;
    for (const body of [
      "{}",
      `{"rules":[]}`,
      "null",
      "1",
      `"x"`,
      "[[]]",
      "[1]",
      `[{"__proto__":{}}]`,
      "[".repeat(40_000),
      "",
    ]) {
      const reply = await ours.owner.call("PUT", at, body);
      expect([reply.status, slugOf(reply)], body.slice(0, 40)).toEqual([422, "invalid-request"]);
    }
    const named = await ours.owner.call("PUT", at, [{ ...rule, role: "king" }]);
    expect(named.body.errors[0].pointer).toBe("#/0/role");
    expect(await snapshot()).toBe(before);
  });

  test("whatever stands in an address of the flow leads to the sign-in page or to a problem", async () => {
    const before = await snapshot();
    const person = new Person(server);
    for (const conn of [
      connections.oidc,
      connections.saml,
      "x",
      "conn_00000000000000000000000000",
      "%00",
      "a".repeat(65),
    ])
      for (const path of [
        "start?attempt=x",
        "start",
        "callback",
        "callback?state=x&code=y",
        `callback?state=${"x".repeat(3000)}`,
        "continue?handoff=x",
        "continue?handoff=x&more=y",
        "initiate?iss=https%3A%2F%2Fevil.example",
        "initiate?target_link_uri=https%3A%2F%2Fevil.example",
        "metadata",
      ]) {
        const reply = await person.get(`/sso/${conn}/${path}`);
        expect(reply.status, `${conn} ${path}`).toBeLessThan(500);
        expect(reply.headers.get("location") ?? "", `${conn} ${path}`).not.toContain("evil.example");
      }
    expect(await snapshot()).toBe(before);
  });
});
