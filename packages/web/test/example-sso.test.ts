import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../../server/test/support/ask.ts";

// examples/sso as `npm run example:sso` starts it, walked as it says, and ended as it says.

let example: ChildProcess;
let [out, err] = ["", ""];
let ended: Promise<number | string>;

beforeAll(async () => {
  await ask("build");
  const script = fileURLToPath(new URL("../../../examples/sso/run.mjs", import.meta.url));
  const started = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "pipe"] });
  example = started;
  ended = new Promise((resolve) => started.once("exit", (code, signal) => resolve(code ?? signal ?? "")));
  started.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    started.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes("Ctrl-C")) resolve();
    });
    started.once("exit", (code) => reject(new Error(`The example ended with ${code}: ${out}${err}`)));
  });
});
afterAll(async () => {
  example.kill("SIGINT");
  await ended;
});

interface Arrived {
  readonly at: URL;
  readonly status: number;
  readonly text: string;
}

/** A browser of somebody's, as far as servers see one: cookies for each place, and redirects are followed. */
class Visitor {
  readonly #cookies = new Map<string, Map<string, string>>();

  async ask(method: string, url: string | URL, body?: object | URLSearchParams) {
    const { origin } = new URL(url);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const isForm = body instanceof URLSearchParams;
    const response = await fetch(url, {
      ...{ method, redirect: "manual" },
      headers: {
        ...{ origin, cookie: [...jar].map((pair) => pair.join("=")).join("; ") },
        ...(body && !isForm && { "content-type": "application/json" }),
      },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    return response;
  }

  async json(method: string, url: string, body?: object) {
    const response = await this.ask(method, url, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  async open(url: string | URL, form?: URLSearchParams): Promise<Arrived> {
    let at = new URL(url);
    let response = await this.ask(form ? "POST" : "GET", at, form);
    for (let hop = 0; hop < 12 && response.headers.has("location"); hop++) {
      at = new URL(response.headers.get("location")!, at);
      response = await this.ask("GET", at);
    }
    return { at, status: response.status, text: await response.text() };
  }

  /** Goes to the identity provider and says a name there, on the page that it shows. */
  async goBy(url: string, name: string): Promise<Arrived> {
    const page = await this.open(url);
    expect([page.status, page.at.origin]).toEqual([200, printed().provider]);
    expect(page.text).toContain(`<form method="post">`);
    return this.open(page.at, new URLSearchParams({ name }));
  }
}

/** What a person reads off the screen. */
function printed() {
  const find = (pattern: RegExp): string => pattern.exec(out)?.[1] ?? `nothing: ${out}`;
  return {
    url: find(/Mortise is at (http:\/\/localhost:\d+),/),
    provider: find(/provider of Acme at (http:\S+)\.\n/),
    email: find(/sign in as (\S+) with the password/),
    password: find(/with the password (\S+)\n/),
    page: find(/Open (\S+\/single-sign-on)\n/),
    kim: find(/sign in as (kim@\S+):/),
    folder: find(/Everything is in (\S+), and is deleted/),
  };
}

test("one sentence comes before the demo provider's warnings, and only those are left that cannot be helped", () => {
  expect(out.indexOf("what it warns of concerns it alone")).toBeGreaterThanOrEqual(0);
  expect(out + err).not.toContain("NOTICE");
  for (const line of err.split("\n").filter(Boolean))
    expect(line).toMatch(
      /^oidc-provider WARNING: (Unsupported runtime|a quick start development-only in-memory adapter)/,
    );
});

test("as it says: sign in, test the connection, switch it on; kim comes in by the provider", async () => {
  const { url, email, password, page, kim } = printed();
  const owner = new Visitor();
  expect((await owner.open(`${url}/sign-in`)).status).toBe(200);
  const attempt = await owner.json("POST", `${url}/v1/attempts`, { purpose: "sign-in", email });
  await owner.json("POST", `${url}/v1/attempts/${attempt.id}/proofs`, { kind: "password", password });
  expect((await owner.open(page)).status).toBe(200);
  const connections = `${url}/v1/organizations/${/organizations\/(org_\w+)\//.exec(page)?.[1]}/connections`;
  const [{ id, status }] = (await owner.json("GET", connections)).items;
  expect(status).toBe("draft");
  const begun = await owner.json("POST", `${connections}/${id}/tests`, {});
  const back = await owner.goBy(begun.url, "kim");
  expect([back.status, back.at.origin]).toEqual([200, url]);
  const result = await owner.json("GET", `${connections}/${id}/tests/${begun.id}`);
  expect(result).toMatchObject({ status: "passed", subject: "kim", wouldBe: { role: "member" } });
  expect((await owner.json("POST", `${connections}/${id}/activate`, {})).status).toBe("active");

  const newcomer = new Visitor();
  const { redirect } = await newcomer.json("POST", `${url}/v1/attempts`, { purpose: "sign-in", email: kim });
  const arrived = await newcomer.goBy(redirect.url, "kim");
  expect([arrived.status, arrived.at.pathname]).toEqual([200, "/sign-in"]);
  const session = await newcomer.json("GET", `${url}/v1/session`);
  expect(session).toMatchObject({ account: { email: kim, name: "Kim" }, proofs: [{ kind: "sso" }] });
});

test("Ctrl-C ends it: nothing is left of it, neither the folder nor a server", async () => {
  const { folder, url } = printed();
  expect(existsSync(folder)).toBe(true);
  example.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(existsSync(folder)).toBe(false);
  await expect(fetch(`${url}/readyz`)).rejects.toThrow();
});
