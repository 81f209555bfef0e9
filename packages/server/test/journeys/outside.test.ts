import { createServer, type RequestListener } from "node:http";
import { createServer as createSecure, globalAgent } from "node:https";
import { type AddressInfo, createServer as createRaw, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config/config.ts";
import { asFetch, OutsideRefused } from "../../src/outside/as-fetch.ts";
import { fetchOutside, isOutsideRefusal, type Outside, type OutsideRequest } from "../../src/outside/fetch-outside.ts";
import { createResolver } from "../../src/outside/resolver.ts";
import { outsideReasons } from "../../src/rules/outside/refused.ts";
import { makeCertificate } from "../support/certificates.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";

let dns: DnsServer;
let plain: Peer;
let secure: Peer;
let stranger: Peer;
let garbage: Peer;
const trusted = globalAgent.options.ca;
const provoked = new Set<string>();

interface Peer {
  readonly port: number;
  readonly paths: string[];
  readonly hosts: (string | undefined)[];
  close(): Promise<void>;
}

/** What the peers do at each path; the body of a POST comes back. */
const listener =
  ({ paths, hosts }: Pick<Peer, "paths" | "hosts">): RequestListener =>
  (request, response) => {
    const path = request.url ?? "";
    paths.push(path);
    hosts.push(request.headers.host);
    if (path === "/redirect") return void response.writeHead(302, { location: "/" }).end();
    if (path === "/unchanged") return void response.writeHead(304).end();
    if (path === "/missing") return void response.writeHead(404).end("gone");
    if (path === "/large") return void response.end("x".repeat(1001));
    if (path === "/just") return void response.end("x".repeat(1000));
    if (path === "/encoded") return void response.writeHead(200, { "content-encoding": "gzip" }).end("x");
    if (path === "/cut")
      return void response.writeHead(200, { "content-length": "50" }).write("x", () => request.destroy());
    if (path === "/headers") return void response.writeHead(200, { "x-large": "x".repeat(20_000) }).end();
    if (path === "/silent") return;
    if (path === "/switched")
      return void request.socket.write(
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\nhi",
      );
    if (path === "/drip") {
      const timer = setInterval(() => response.write("x"), 20);
      return void request.on("close", () => clearInterval(timer));
    }
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => response.setHeader("x-said", request.headers["x-say"] ?? "").end(Buffer.concat(chunks)));
  };

async function open(make: (listener: RequestListener) => Server, at = "127.0.0.1"): Promise<Peer> {
  const [paths, hosts]: [string[], (string | undefined)[]] = [[], []];
  const server = make(listener({ paths, hosts }));
  server.on("tlsClientError", () => {});
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => void server.listen(0, at, resolve));
  return {
    ...{ paths, hosts, port: (server.address() as AddressInfo).port },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

beforeAll(async () => {
  dns = await startDnsServer();
  const own = makeCertificate("DNS:idp.example", "IP:127.0.0.1");
  globalAgent.options.ca = [own.cert];
  plain = await open((listen) => createServer(listen));
  secure = await open((listen) => createSecure(own, listen));
  stranger = await open((listen) => createSecure(makeCertificate("DNS:idp.example"), listen));
  garbage = await open(() => createRaw((socket) => socket.on("error", () => {}).end("SSH-2.0-OpenSSH\r\n\r\n")));
  dns.table.set("idp.example", { a: ["127.0.0.1"] });
  dns.table.set("other.example", { a: ["127.0.0.1"] });
  dns.table.set("mixed.example", { a: ["127.0.0.1", "10.1.2.3"], aaaa: ["::1"] });
  dns.table.set("second.example", { a: ["127.0.0.2", "127.0.0.1"] });
  dns.table.set("inside.example", { a: ["192.168.1.1"] });
  dns.table.set("public.example", { a: ["93.184.216.34"] });
  dns.table.set("cloud.example", { a: ["169.254.169.254"] });
  dns.table.set("mapped.example", { aaaa: ["::ffff:7f00:1"] });
  dns.table.set("empty.example", {});
  dns.table.set("silent.example", { trouble: "silent" });
  dns.table.set("failing.example", { trouble: "failing" });
});
afterAll(async () => {
  globalAgent.options.ca = trusted;
  await Promise.all([plain, secure, stranger, garbage, dns].map((each) => each.close()));
});

const bounds = { mostBytes: 1000, timeoutMilliseconds: 20_000 };
function outside(allowed = "127.0.0.0/8"): Outside {
  const config = readConfig({
    MORTISE_DNS_SERVERS: dns.at,
    MORTISE_ALLOWED_NETWORKS: allowed,
    MORTISE_PUBLIC_URL: "https://id.mortise.example",
    MORTISE_SMTP_URL: "smtps://mail.example.com",
  });
  return { config, resolver: createResolver(config) };
}
async function ask(
  url: string,
  { allowed, ...more }: Partial<OutsideRequest> & { allowed?: string } = {},
): Promise<{ status: number; headers: Headers; text: string }> {
  const answer = await fetchOutside(outside(allowed), url, { ...bounds, ...more });
  if (isOutsideRefusal(answer)) throw new Error(`${answer.refused}: ${answer.text}`);
  return { status: answer.status, headers: answer.headers, text: Buffer.from(answer.body).toString() };
}
async function refusal(url: string, more: Parameters<typeof ask>[1] = {}): Promise<string | undefined> {
  const { allowed, ...request } = more;
  const answer = await fetchOutside(outside(allowed), url, { ...bounds, ...request });
  if (!isOutsideRefusal(answer)) return undefined;
  provoked.add(answer.refused);
  expect(answer).toEqual({ refused: answer.refused, text: outsideReasons[answer.refused] });
  return answer.refused;
}

describe("an answer", () => {
  test("comes with status, headers and body, whatever the status", async () => {
    const answer = await ask(`https://idp.example:${secure.port}/echo?a=b`, {
      method: "POST",
      headers: { "x-say": "hello" },
      body: "körper",
    });
    expect([answer.status, answer.text, answer.headers.get("x-said")]).toEqual([200, "körper", "hello"]);
    expect(await ask(`http://idp.example:${plain.port}/missing`)).toMatchObject({ status: 404, text: "gone" });
    expect(await ask(`http://idp.example:${plain.port}/unchanged`)).toMatchObject({ status: 304, text: "" });
  });

  test("comes from the address that was judged, by the name's certificate, with the name in the request", async () => {
    dns.asked.length = 0;
    expect((await ask(`https://idp.example.:${secure.port}/`)).status).toBe(200);
    expect(dns.asked.sort()).toEqual(["A idp.example", "AAAA idp.example"]);
    expect(secure.hosts.at(-1)).toBe(`idp.example:${secure.port}`);
    expect((await ask(`https://127.0.0.1:${secure.port}/`)).status).toBe(200);
  });

  test("comes from the next address where one takes no connection", async () => {
    expect((await ask(`http://second.example:${plain.port}/`)).status).toBe(200);
  });

  test("may be as large as is read", async () => {
    expect((await ask(`http://idp.example:${plain.port}/just`)).text).toHaveLength(1000);
  });

  test("comes from this machine by its name, at the address that is allowed", async () => {
    expect((await ask(`http://localhost:${plain.port}/`)).status).toBe(200);
    expect((await ask(`http://app.localhost:${plain.port}/`)).status).toBe(200);
  });
});

describe("refused before anything is sent", () => {
  test.each<[string, string, string?]>([
    ["idp.example/metadata", "not-an-address"],
    ["https://", "not-an-address"],
    ["ftp://idp.example/", "not-https"],
    ["http://public.example/", "not-https"],
    ["https://user:word@idp.example/", "user-in-address"],
    ["https://public.example:25/", "port"],
    ["https://id.mortise.example/v1/session", "own-address"],
    ["https://metadata.google.internal/computeMetadata/v1/", "metadata-service"],
    ["https://cloud.example/latest/meta-data/", "metadata-service", "169.254.0.0/16"],
    ["https://169.254.169.254/", "metadata-service", "0.0.0.0/0"],
    ["https://inside.example/", "inside-address"],
    ["https://mixed.example/", "inside-address"],
    ["https://mapped.example/", "inside-address", ""],
    ["https://localhost/", "inside-address", ""],
    ["https://2130706433/", "inside-address", ""],
    ["https://0x7f.1/", "inside-address", ""],
    ["https://[::ffff:127.0.0.1]/", "inside-address", ""],
    ["https://[fe80::1]/", "inside-address"],
    ["https://nowhere.example/", "name-unknown"],
    ["https://empty.example/", "name-unknown"],
    ["https://failing.example/", "name-unanswered"],
  ])("%s: %s", async (url, reason, allowed) => {
    const before = plain.paths.length + secure.paths.length;
    expect(await refusal(url, allowed === undefined ? {} : { allowed })).toBe(reason);
    expect(plain.paths.length + secure.paths.length).toBe(before);
  });

  test("where DNS is silent: in the time there is, and in its own", async () => {
    expect(await refusal("https://silent.example/", { timeoutMilliseconds: 100 })).toBe("too-slow");
    expect(await refusal("https://silent.example/")).toBe("name-unanswered");
  });
});

describe("refused when it came", () => {
  test.each([
    ["/redirect", "redirect"],
    ["/large", "too-large"],
    ["/encoded", "encoded"],
    ["/cut", "broken"],
    ["/switched", "broken"],
    ["/headers", "broken"],
  ])("%s: %s", async (path, reason) => {
    expect(await refusal(`http://idp.example:${plain.port}${path}`)).toBe(reason);
    expect(plain.paths.at(-1)).toBe(path);
  });

  test.each(["/silent", "/drip"])("%s takes too long", async (path) => {
    expect(await refusal(`http://idp.example:${plain.port}${path}`, { timeoutMilliseconds: 300 })).toBe("too-slow");
  });

  test("a certificate of another name, or of nobody known", async () => {
    expect(await refusal(`https://other.example:${secure.port}/`)).toBe("certificate");
    expect(await refusal(`https://idp.example:${stranger.port}/`)).toBe("certificate");
    expect(await refusal(`https://idp.example:${plain.port}/`)).toBe("certificate");
  });

  test("what is not HTTP, and what takes no connection", async () => {
    expect(await refusal(`http://idp.example:${garbage.port}/`)).toBe("broken");
    const closed = await open((listen) => createServer(listen));
    await closed.close();
    expect(await refusal(`http://idp.example:${closed.port}/`)).toBe("no-connection");
  });

  test("what its asker broke off, before and while", async () => {
    expect(await refusal(`http://idp.example:${plain.port}/`, { signal: AbortSignal.abort() })).toBe("stopped");
    const ended = new AbortController();
    const waiting = refusal(`http://idp.example:${plain.port}/silent`, { signal: ended.signal });
    const seen = plain.paths.length;
    await expect.poll(() => plain.paths.length).toBeGreaterThan(seen);
    ended.abort();
    expect(await waiting).toBe("stopped");
  });

  test("every reason was provoked", () => expect([...provoked].sort()).toEqual(Object.keys(outsideReasons).sort()));
});

describe("in the shape of fetch", () => {
  test("it answers a Response, and throws the refusal", async () => {
    const send = asFetch(outside(), bounds);
    const body = new URLSearchParams({ grant_type: "authorization_code" });
    const answer = await send(`https://idp.example:${secure.port}/token`, {
      method: "POST",
      body,
      headers: new Headers({ "x-say": "a" }),
    });
    expect([answer.status, answer.headers.get("x-said"), await answer.text()]).toEqual([200, "a", body.toString()]);
    await expect(send("https://inside.example/")).rejects.toThrow(OutsideRefused);
    await expect(send(`http://idp.example:${plain.port}/unchanged`)).resolves.toMatchObject({ status: 304 });
  });
});

describe("DNS", () => {
  test("texts of several parts are joined, several records stay apart", async () => {
    dns.table.set("_mortise.acme.example", { txt: [["mortise=", "abc"], "other"] });
    expect(await outside().resolver.findTexts("_mortise.acme.example")).toEqual({ found: ["mortise=abc", "other"] });
  });
  test("no such name is an answer, silence and failure are none", async () => {
    expect(await outside().resolver.findTexts("nowhere.example")).toEqual({ found: [] });
    expect(await outside().resolver.findTexts("empty.example")).toEqual({ found: [] });
    expect(await outside().resolver.findTexts("failing.example")).toEqual({ unanswered: "ESERVFAIL" });
    expect(await outside().resolver.findTexts("silent.example")).toEqual({ unanswered: "ETIMEOUT" });
  });
});
