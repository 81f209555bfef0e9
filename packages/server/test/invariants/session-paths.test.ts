import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { behindProxy } from "../support/networks.ts";
import { createOrganization } from "../support/organizations.ts";
import { Person } from "../support/person.ts";
import { type RawAnswer, sendRaw } from "../support/raw.ts";
import { setServer } from "../support/test-server.ts";

const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0";

/** What stands for a token until there is one. */
const [one, other] = ["<one>", "<other>"];
const odd = fc.constantFrom("", "", "", " ", "\t", "\xa0", "\v", "\f", "\xef\xbb\xbf");
const token = fc.constantFrom(one, other, "x", "", "undefined", "=", `${one}=`);
const scheme = fc.constantFrom("Bearer", "bearer", "BEARER", "Basic", "Digest", "Bearer\xa0", "Token", "");
const authorization = fc
  .tuple(odd, scheme, fc.constantFrom(" ", "  ", "\t", "\xa0", ""), token, odd, fc.constantFrom("", ", ", ","))
  .map(([before, name, space, value, after, comma]) => `${before}${name}${space}${value}${after}${comma}`);
const pair = fc
  .tuple(odd, fc.constantFrom("mortise", "mortise", "Mortise", "__Host-mortise", "a", ""), odd, token, odd)
  .map(([before, name, between, value, after]) => `${before}${name}${between}=${value}${after}`);
const cookie = fc.array(pair, { maxLength: 3 }).map((pairs) => pairs.join(";"));
const host = fc.constantFrom(
  "localhost",
  "localhost",
  "127.0.0.1",
  "[::1]:3000",
  "LOCALHOST:80",
  "",
  "a, b",
  "a b",
  "a@b",
  "127.1",
  "a:99999",
);
const agent = fc.constantFrom(chrome, firefox, "curl/8.0", "", "\xa0");
const forwarded = fc.constantFrom(
  "203.0.113.24",
  "203.0.113.24:99",
  "198.51.100.7",
  "unknown",
  "198.51.100.7,",
  "[::1]",
  "",
);
const brands = fc.constantFrom('"Chromium";v="156", "Brave";v="156"', '"Chromium";\xa0v="156"', "");

/** A header as many times as it is given, in any letters. */
const lines = (name: string, value: fc.Arbitrary<string>, most: number): fc.Arbitrary<string[]> =>
  fc
    .tuple(fc.array(value, { maxLength: most }), fc.boolean())
    .map(([values, isUpper]) => values.map((each) => `${isUpper ? name.toUpperCase() : name}: ${each}`));
const request = fc.record({
  version: fc.constantFrom("1.1", "1.1", "1.0"),
  hosts: fc.oneof(fc.constant(["host: localhost"]), lines("Host", host, 2)),
  headers: fc
    .tuple(
      fc.oneof(fc.constant([]), lines("Authorization", authorization, 2)),
      fc.oneof(fc.constant([]), lines("Cookie", cookie, 2)),
      lines("User-Agent", agent, 2),
      lines("X-Forwarded-For", forwarded, 2),
      lines("Sec-CH-UA", brands, 2),
      lines("Mortise-Client", fc.constantFrom("token", "x"), 2),
      lines("Origin", fc.constantFrom("https://evil.example", "null"), 1),
    )
    .chain((groups) => fc.shuffledSubarray(groups.flat(), { minLength: groups.flat().length })),
});

describe.each(dialects)("the session check before the framework and behind it, on %s", (dialect) => {
  const server = setServer(dialect, { settings: behindProxy });
  const tokens = new Map<string, string>();
  let organization = "";
  beforeAll(async () => {
    for (const name of [one, other]) {
      const person = await (await new Person(server).signUp()).signIn();
      if (name === one) organization = (await createOrganization(person)).id;
      tokens.set(name, person.cookies.get("mortise")!);
    }
  });

  const ask = (path: string, given: readonly string[], version = "1.1"): Promise<RawAnswer> => {
    const head = [`GET ${path} HTTP/${version}`, ...given, "Connection: close"];
    return sendRaw(
      server.url,
      head.map((line) => line.replaceAll(/<\w+>/g, (name) => tokens.get(name)!)),
    );
  };
  const said = ({ status, headers, text }: RawAnswer) => {
    const body = JSON.parse(text) as Record<string, unknown>;
    const own = new Set(["x-request-id", "date", "content-length", "keep-alive"]);
    const others = [...headers].filter(([name]) => !own.has(name));
    const { id, trust, type, errors, reason, detail } = body;
    return { status, headers: others, body: { id, trust, type, errors, reason, detail } };
  };
  /** The same question twice; an empty query is none, but no longer the hottest path. */
  const both = async (given: readonly string[], version?: string, query = "") => {
    const fast = said(await ask(`/v1/session${query}`, given, version));
    expect(said(await ask(`/v1/session${query === "" ? "?" : `${query}&`}`, given, version)), given.join("\n")).toEqual(
      fast,
    );
    return fast;
  };

  test("say the same of every request", async () => {
    const query = fc.constantFrom("", "", `?organization=<org>`);
    await fc.assert(
      fc.asyncProperty(request, query, async ({ version, hosts, headers }, where) => {
        await both([...hosts, ...headers], version, where.replace("<org>", organization));
      }),
      { numRuns: 250 },
    );
  });

  test.each<[string, readonly string[], number]>([
    ["a cookie", [`Cookie: mortise=${one}`], 200],
    ["a bearer token", [`Authorization: Bearer ${one}`], 200],
    ["the same in both", [`Authorization: Bearer ${one}`, `Cookie: mortise=${one}`], 200],
    ["a cookie beside Basic, which is not for us", ["Authorization: Basic YTpi", `Cookie: mortise=${one}`], 200],
    ["two cookie headers, one of ours", ["Cookie: a=b", `Cookie: mortise=${one}`], 200],
    ["another's cookie beside a bearer token", [`Authorization: Bearer ${one}`, `Cookie: mortise=${other}`], 400],
    ["a cookie beside a bearer token of no worth", ["Authorization: Bearer x", `Cookie: mortise=${one}`], 400],
    ["a cookie beside a bearer token that is none", ["Authorization: Bearer", `Cookie: mortise=${one}`], 400],
    ["two bearer tokens", [`Authorization: Bearer ${one}`, `Authorization: Bearer ${other}`], 400],
    ["one bearer token twice", [`Authorization: Bearer ${one}`, `Authorization: Bearer ${one}`], 400],
    ["Bearer and Basic", [`Authorization: Bearer ${one}`, "Authorization: Basic YTpi"], 400],
    ["Basic and Bearer", ["Authorization: Basic YTpi", `Authorization: Bearer ${one}`], 400],
    ["both, beside a cookie", ["Authorization: Basic YTpi", "Authorization: Bearer x", `Cookie: mortise=${one}`], 400],
    ["two tokens in one header", [`Authorization: Bearer ${one}, Bearer ${other}`], 400],
    ["two cookies of the name", [`Cookie: mortise=${one}; mortise=${other}`], 400],
    ["two cookies of the name in two headers", [`Cookie: mortise=${one}`, `Cookie: mortise=${other}`], 400],
    ["one cookie twice", [`Cookie: mortise=${one}; mortise=${one}`], 401],
    ["nothing", [], 401],
    ["two browsers", [`Cookie: mortise=${one}`, `User-Agent: ${chrome}`, `User-Agent: ${chrome}`], 200],
  ])("%s", async (_name, given, status) => {
    const answer = await both(["Host: localhost", ...given]);
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body.type).toContain("/problems/ambiguous-credentials");
  });

  test.each([
    ["two hosts", ["Host: localhost", "Host: localhost"]],
    ["a host that is none", ["Host: a b"]],
    ["a host with a name before it", ["Host: a@localhost"]],
    ["no host", []],
  ])("%s", async (_name, hosts) => {
    const answer = await both([...hosts, `Cookie: mortise=${one}`]);
    expect([answer.status, answer.body.type]).toEqual([400, "about:blank"]);
  });

  test("HTTP/1.0 need not say whom it asks", async () => {
    for (const path of ["/healthz", "/readyz"]) expect((await ask(path, [], "1.0")).status).toBe(200);
    expect((await both([`Cookie: mortise=${one}`], "1.0")).status).toBe(200);
    expect((await ask("/healthz", [], "1.1")).status).toBe(400);
    expect((await ask("/healthz", ["Host: a b"], "1.0")).status).toBe(400);
  });

  test("two credentials are refused on every kind of row, and to embedding hosts", async () => {
    const given = ["Host: localhost", `Authorization: Bearer ${one}`, `Cookie: mortise=${other}`];
    for (const path of ["/v1/account", "/v1/deployment", "/v1/log/key"])
      expect((await ask(path, given)).status, path).toBe(400);
    const headers = { authorization: `Bearer ${tokens.get(one)!}`, cookie: `mortise=${tokens.get(other)!}` };
    const asked = new Request("http://localhost/app", { headers });
    expect(await server.mortise.session(asked)).toBeNull();
    expect((await server.mortise.requireStepUp(asked, "delete-account"))?.status).toBe(400);
    expect(
      (await server.mortise.requireAccess(asked, { organizationId: organization, workspaceId: undefined }))?.status,
    ).toBe(400);
  });
});
