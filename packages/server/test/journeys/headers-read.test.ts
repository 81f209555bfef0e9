import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { behindProxy, desk, office, personFrom } from "../support/networks.ts";
import { createOrganization, newMember } from "../support/organizations.ts";
import { browserAgent, expectStatus, Person, slugOf } from "../support/person.ts";
import { sendRaw } from "../support/raw.ts";
import { setServer } from "../support/test-server.ts";

/** All that `trim()` takes and HTTP does not, and that a header can carry. */
const noSpaces = ["\xa0", "\xef\xbb\xbf", "\xc2\xa0", "\xe2\x80\xa8"];

describe.each(dialects)("white space in headers on %s", (dialect) => {
  const server = setServer(dialect);
  const statusWith = async (path: string, lines: readonly string[], method = "GET", body = "") => {
    const head = [`${method} ${path} HTTP/1.1`, "Host: localhost", "Connection: close", ...lines];
    return (await sendRaw(server.url, head, body)).status;
  };

  test("is a space or a tab: a cookie named with anything else in front opens nothing", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const token = maya.cookies.get("mortise")!;
    for (const path of ["/v1/session", "/v1/account"]) {
      for (const space of [" ", "\t", " \t ", ""])
        expect(await statusWith(path, [`Cookie: a=b;${space}mortise${space}=${space}${token}${space}`])).toBe(200);
      for (const odd of noSpaces) {
        expect(await statusWith(path, [`Cookie: ${odd}mortise=${token}`]), odd).toBe(401);
        expect(await statusWith(path, [`Cookie: mortise${odd}=${token}`]), odd).toBe(401);
        expect(await statusWith(path, [`Cookie: mortise=${odd}${token}`]), odd).toBe(401);
        expect(await statusWith(path, [`Cookie: mortise=${token}${odd}`]), odd).toBe(401);
        expect(await statusWith(path, [`Cookie: a=b;${odd}mortise=x; mortise=${token}`]), odd).toBe(200);
        expect(await statusWith(path, [`Authorization: Bearer${odd}${token}`]), odd).toBe(401);
        expect(await statusWith(path, [`Authorization: ${odd}Bearer ${token}`]), odd).toBe(401);
        expect(await statusWith(path, [`Authorization: Bearer ${token}${odd}`]), odd).toBe(401);
      }
    }
  });

  test("of a content type too", async () => {
    const post = (type: string) =>
      statusWith(
        "/v1/password-policy/check",
        [`Content-Type: ${type}`, "Content-Length: 18"],
        "POST",
        '{"password":"abc"}',
      );
    for (const space of [" ", "\t", ""]) expect(await post(`application/json${space};${space}charset=utf-8`)).toBe(200);
    for (const odd of noSpaces) expect(await post(`application/json${odd}; charset=utf-8`), odd).toBe(415);
  });
});

describe.each(dialects)("what a proxy says of an address, on %s", (dialect) => {
  const server = setServer(dialect, { settings: behindProxy });
  const stranger = "198.51.100.66";

  test("is read in every way of writing it, and what cannot be read is let in nowhere", async () => {
    const owner = await personFrom(server, desk);
    const organization = await createOrganization(owner);
    const member = await newMember(organization);
    // The proxy's own net is let in too: whoever is taken for the proxy gets in.
    const proxy = { cidr: "127.0.0.0/8", label: "Here" };
    const ipAllowlist = { enabled: true, entries: [office, proxy] };
    expectStatus(await owner.call("PUT", `${organization.path}/policies`, { ipAllowlist }), 200);
    const from = async (forwarded: string) => {
      const headers = { "x-forwarded-for": forwarded };
      const reply = await member.call("GET", organization.path, undefined, headers);
      const check = await member.call("GET", `/v1/session?organization=${organization.id}`, undefined, headers);
      expect([check.status, slugOf(check)], forwarded).toEqual([reply.status, slugOf(reply)]);
      return reply.status;
    };
    for (const written of [desk, `${desk}:5555`, `::ffff:${desk}`, `[::ffff:${desk}]:443`, "::FFFF:cb00:7118"])
      expect(await from(written), written).toBe(200);
    for (const written of [stranger, `${stranger}:5555`, `[::ffff:${stranger}]`, `[::ffff:${stranger}]:1`])
      expect(await from(written), written).toBe(403);
    for (const written of [
      "unknown",
      `${stranger},`,
      `${desk},`,
      "",
      " ",
      `${stranger}:x`,
      "_hidden",
      "[::1",
      "0x7f.1",
    ])
      expect(await from(written), written).toBe(403);
    expect(await from(`${stranger}, ${desk}:1`)).toBe(200);
    expect(await from(`${desk}, ${stranger}:1`)).toBe(403);
  });

  test("in another header is not read: its client is unknown, and not the proxy", async () => {
    const owner = await personFrom(server, desk);
    const { id, path } = await createOrganization(owner);
    const proxy = { cidr: "127.0.0.0/8", label: "Here" };
    const ipAllowlist = { enabled: true, entries: [office, proxy] };
    expectStatus(await owner.call("PUT", `${path}/policies`, { ipAllowlist }), 200);
    const statusOf = async (target: string, ...lines: string[]) => {
      const cookie = `Cookie: mortise=${owner.cookies.get("mortise")}`;
      const own = ["Host: localhost", "Connection: close", `User-Agent: ${browserAgent}`, cookie];
      return (await sendRaw(server.url, [`GET ${target} HTTP/1.1`, ...own, ...lines])).status;
    };
    for (const target of [path, `/v1/session?organization=${id}`]) {
      expect(await statusOf(target, `Forwarded: for=${stranger}`)).toBe(403);
      expect(await statusOf(target, "Forwarded: ")).toBe(403);
      expect(await statusOf(target, "Forwarded: for=unknown", `X-Forwarded-For: ${desk}`)).toBe(200);
      expect(await statusOf(target)).toBe(200);
    }
  });

  test("counts against whoever it is: those that cannot be read use up nobody else's", async () => {
    const check = async (forwarded: string) => {
      const headers = { "x-forwarded-for": forwarded };
      return (await new Person(server).call("GET", "/v1/log/key", undefined, headers)).status;
    };
    const all = await Promise.all(Array.from({ length: 241 }, (_, at) => check(at % 2 ? "unknown" : `${stranger},`)));
    expect(all.filter((status) => status === 429)).toHaveLength(1);
    expect([await check("unknown"), await check("_x"), await check("127.0.0.1"), await check(`${stranger}:1`)]).toEqual(
      [429, 429, 200, 200],
    );
  });

  test("a range has one form, with which it is kept and told", async () => {
    const owner = await personFrom(server, desk);
    const { path } = await createOrganization(owner);
    const entries = ["203.0.113.77/24", "::ffff:10.1.2.3/104", "2001:DB8:0::1/32"].map((cidr) => ({ cidr, label: "" }));
    const { body } = expectStatus(
      await owner.call("PUT", `${path}/policies`, { ipAllowlist: { enabled: true, entries } }),
      200,
    );
    expect(body.ipAllowlist.entries.map(({ cidr }: { cidr: string }) => cidr)).toEqual([
      "203.0.113.0/24",
      "10.0.0.0/8",
      "2001:db8::/32",
    ]);
  });
});
