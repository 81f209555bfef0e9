import { request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { problemSlugs } from "../../src/problems.ts";
import { routes } from "../../src/routes.ts";
import { Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Buffer;
}

/** Asks as a browser does, and unpacks nothing. */
function ask(url: string, headers: Record<string, string | string[]> = {}, method = "GET"): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const { statusCode: status = 0, headers: sent } = answer;
        resolve({ status, headers: sent as Sent["headers"], bytes: Buffer.concat(chunks) });
      });
    });
    asked.on("error", reject).end();
  });
}

const unpack: Record<string, (bytes: Buffer) => Buffer> = {
  identity: (bytes) => bytes,
  gzip: (bytes) => gunzipSync(bytes),
  br: (bytes) => brotliDecompressSync(bytes),
};

const accepts = { "accept-encoding": "gzip, deflate, br, zstd" };

describe.each(["", "/auth"])("files below %j", (basePath) => {
  const server = setServer("sqlite", { settings: { MORTISE_BASE_PATH: basePath } });
  const document = () => `${server.url}${basePath}/sign-in`;
  let files: string[] = [];
  beforeAll(async () => {
    const html = (await ask(`${server.url}${basePath}/security`)).bytes.toString();
    const named = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path!);
    files = [...named, `${basePath}/pages.css`].map((path) => `${server.url}${path}`);
    expect(files.length).toBeGreaterThan(6);
  });

  test("go packed as is asked for, each form with its own length and mark, and are the same unpacked", async () => {
    for (const url of [...files, document()]) {
      const plain = await ask(url);
      const marks = new Set<string | undefined>();
      for (const [encoding, open] of Object.entries(unpack)) {
        const { status, headers, bytes } = await ask(url, { "accept-encoding": encoding });
        const where = `${url} as ${encoding}`;
        expect([status, headers["content-encoding"] ?? "identity"], where).toEqual([200, encoding]);
        expect(headers["content-length"], where).toBe(String(bytes.length));
        expect(open(bytes).equals(plain.bytes), where).toBe(true);
        for (const name of ["content-type", "cache-control", "content-security-policy", "x-content-type-options"])
          expect(headers[name], `${where}: ${name}`).toBe(plain.headers[name]);
        expect(headers["vary"], where).toBe("accept-encoding");
        if (encoding === "br") expect(bytes.length, where).toBeLessThan(plain.bytes.length * 0.7);
        marks.add(headers["etag"]);
      }
      expect(marks.size, url).toBe(url === document() ? 1 : 3);
    }
  });

  test("asked for with HEAD say the same of themselves and send nothing", async () => {
    for (const url of [...files, document()]) {
      const [got, head] = [await ask(url, accepts), await ask(url, accepts, "HEAD")];
      const names = ["content-length", "content-encoding", "content-type", "cache-control", "etag", "vary"];
      expect(head.bytes.length).toBe(0);
      expect([head.status, ...names.map((name) => head.headers[name])], url).toEqual([
        200,
        ...names.map((name) => got.headers[name]),
      ]);
    }
  });

  test("are not sent again to whoever has that form, and are to whoever has another", async () => {
    for (const url of files) {
      const [br, gzip] = [await ask(url, { "accept-encoding": "br" }), await ask(url, { "accept-encoding": "gzip" })];
      const mark = br.headers["etag"]!;
      for (const given of [mark, `W/${mark}`, `"other", ${mark}`, "*"])
        for (const method of ["GET", "HEAD"]) {
          const again = await ask(url, { ...accepts, "if-none-match": given }, method);
          expect([again.status, again.bytes.length], `${url} ${given}`).toEqual([304, 0]);
          expect([again.headers["etag"], again.headers["vary"]]).toEqual([mark, "accept-encoding"]);
          expect(again.headers["cache-control"]).toBe(br.headers["cache-control"]);
          expect(again.headers["content-encoding"]).toBeUndefined();
        }
      const other = await ask(url, { ...accepts, "if-none-match": gzip.headers["etag"]! });
      expect([other.status, other.bytes.length]).toEqual([200, br.bytes.length]);
    }
    const page = await ask(document(), { ...accepts, "if-none-match": "*" });
    expect([page.status, page.headers["etag"], page.headers["cache-control"]]).toEqual([200, undefined, "no-store"]);
  });

  test("are read from every line of the header, and come whole to whoever wants a part", async () => {
    const url = files.find((each) => each.endsWith(".js"))!;
    const both = await ask(url, { "accept-encoding": ["br;q=0", "GZIP"] });
    expect(both.headers["content-encoding"]).toBe("gzip");
    const part = await ask(url, { ...accepts, range: "bytes=0-9" });
    expect([part.status, part.headers["content-range"], part.headers["content-encoding"]]).toEqual([
      200,
      undefined,
      "br",
    ]);
    expect(part.headers["content-length"]).toBe(String(part.bytes.length));
  });

  test("have no address of their own once packed", async () => {
    for (const url of files)
      for (const ending of [".br", ".gz"]) expect((await ask(`${url}${ending}`)).status, url + ending).toBe(404);
    expect((await ask(`${server.url}${basePath}/.built`)).status).toBe(404);
  });

  test("are the same where the server is inside an app", async () => {
    for (const url of [...files, document()]) {
      const over = await ask(url, accepts);
      const within = await server.mortise.fetch(new Request(url, { headers: accepts }));
      expect(Buffer.from(await within.arrayBuffer()).equals(over.bytes), url).toBe(true);
      for (const name of ["content-encoding", "content-length", "content-type", "cache-control", "etag", "vary"])
        expect(within.headers.get(name), `${url}: ${name}`).toBe(over.headers[name] ?? null);
      expect((await server.mortise.fetch(new Request(url))).headers.get("content-encoding")).toBeNull();
    }
  });

  test("of an address where nothing is, the document goes packed as well", async () => {
    const { status, headers, bytes } = await ask(`${server.url}${basePath}/nothing`, {
      ...accepts,
      accept: "text/html",
    });
    expect([status, headers["content-encoding"], headers["vary"]]).toEqual([404, "br", "accept-encoding"]);
    expect(unpack["br"]!(bytes).toString()).toContain('id="root"');
  });
});

describe("the document", () => {
  const name = `A "b" <c> & 'd' $& $1`;
  const server = setServer("sqlite", { settings: { MORTISE_PRODUCT_NAME: name, MORTISE_BASE_PATH: "/auth" } });
  const at = async (path: string) => (await ask(`${server.url}/auth${path}`)).bytes.toString();
  const unescape = (text: string) =>
    text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

  test("tells every page what the API tells of the deployment, and nothing else", async () => {
    const told = JSON.parse((await ask(`${server.url}/auth/v1/deployment`)).bytes.toString()) as object;
    expect(told).toMatchObject({ productName: name });
    for (const path of ["/sign-in", "/security"]) {
      const html = await at(path);
      const [, written = ""] = /data-deployment="([^"]*)"/.exec(html) ?? [];
      expect(JSON.parse(unescape(written))).toEqual(told);
      expect(html).not.toContain("<c>");
    }
  });

  test("says the same to everyone: nothing of a request is in it", async () => {
    const plain = await at("/sign-in");
    const headers = {
      cookie: "mortise=marker",
      "user-agent": "marker",
      "accept-language": "marker",
      referer: "marker",
    };
    const answer = await ask(`${server.url}/auth/sign-in?return_to=/marker&email=marker`, headers);
    expect(answer.bytes.toString()).toBe(plain);
  });

  test("names what the pages behind the sign-in load, where one of them is asked for", async () => {
    const hint = /<link rel="modulepreload" crossorigin href="\/auth\/assets\/settings-[^"]+\.js">/;
    for (const path of ["/security", "/security/password", "/account", "/organizations/x/members", "/operator/log"])
      expect(await at(path), path).toMatch(hint);
    for (const path of ["", "/sign-in", "/sign-up", "/reset-password", "/not-me"])
      expect(await at(path), path).not.toMatch(/preload|settings-/);
  });
});

describe("what may hold a secret beside what a stranger wrote", () => {
  const server = setServer("sqlite");

  test("is never packed, whatever is accepted", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const cookie = [...maya.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const rows = routes.filter(({ method }) => method === "GET");
    const paths = rows.map(({ path }) => path.replaceAll(/\{\w+\}/g, "org_00000000000000000000000000"));
    const others = ["/v1/nothing", "/v1/account/events/export?format=csv", "/dev/outbox", "/openapi.json", "/metrics"];
    for (const path of [...paths, ...others, ...problemSlugs.map((slug) => `/problems/${slug}`)]) {
      const { headers } = await ask(server.url + path, { ...accepts, cookie });
      expect(headers["content-encoding"], path).toBeUndefined();
      expect(headers["vary"] ?? "", path).not.toContain("encoding");
    }
    const posted = await maya.post("/v1/attempts", { purpose: "sign-in", email: maya.email });
    expect(posted.headers.get("content-encoding")).toBeNull();
  });
});
