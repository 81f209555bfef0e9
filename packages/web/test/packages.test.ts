import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build, preview, type InlineConfig } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../../server/test/support/ask.ts";
import { freePort } from "../../server/test/support/server-process.ts";
import { sharedBrowser } from "./support/browser.ts";

// The three packages as an app outside the repository gets them: packed, and installed into an empty folder.

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../../../", import.meta.url));
const compiler = join(repository, "node_modules/typescript7/bin/tsc");
const names = ["sdk", "server", "web"];
const host = mkdtempSync(join(tmpdir(), "mortise-host-"));
let server: ChildProcess;
let address: string;
let site: InlineConfig = { root: host, configFile: false, logLevel: "error" };

beforeAll(async () => {
  await ask("build");
  const folders = names.flatMap((name) => ["-w", `packages/${name}`]);
  await run("npm", ["pack", ...folders, "--pack-destination", host], { cwd: repository, maxBuffer: 2 ** 26 });
  write("package.json", JSON.stringify({ name: "host", private: true, type: "module" }));
  const tarballs = names.map((name) => `./mortise-${name}-0.2.0.tgz`);
  const flags = ["--prefer-offline", "--no-audit", "--no-fund"];
  await run("npm", ["install", ...flags, ...tarballs, "react@19", "react-dom@19"], { cwd: host });
  const [port, pagePort] = [await freePort(), await freePort()];
  site = { ...site, preview: { port: pagePort, host: "localhost" } };
  address = `http://localhost:${port}`;
  server = await startInstalled({ MORTISE_PORT: String(port), MORTISE_ORIGINS: `http://localhost:${pagePort}` });
});
afterAll(async () => {
  server.removeAllListeners("exit");
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
  rmSync(host, { recursive: true });
});

async function startInstalled(settings: Record<string, string>): Promise<ChildProcess> {
  const env = { ...process.env, ...settings };
  const started = spawn(join(host, "node_modules/.bin/mortise"), ["start"], { cwd: host, env });
  await new Promise<void>((resolve, reject) => {
    let output = "";
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes("Ctrl-C")) resolve();
    };
    started.stdout.on("data", read);
    started.stderr.on("data", read);
    started.once("exit", () => reject(new Error(output)));
  });
  return started;
}

function write(name: string, text: string): string {
  writeFileSync(join(host, name), text);
  return join(host, name);
}

function node(text: string): Promise<string> {
  return run(process.execPath, [write("program.mjs", text)], { cwd: host }).then(({ stdout }) => stdout);
}

interface Manifest {
  readonly exports: Record<string, string | Record<string, string>>;
  readonly bin?: Record<string, string>;
}

test.each(names)("%s holds what it names, no source, no test, and nothing runs at install", async (name) => {
  const folder = join(host, "node_modules/@mortise", name);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  const targets = Object.values(manifest.exports).flatMap((each) =>
    typeof each === "string" ? each : Object.values(each),
  );
  for (const target of [...targets, ...Object.values(manifest.bin ?? {})])
    expect(existsSync(join(folder, target)), target).toBe(true);
  const { stdout } = await run("tar", ["-tzf", join(host, `mortise-${name}-0.2.0.tgz`)]);
  const files = stdout.split("\n").filter(Boolean);
  expect(files.filter((file) => /\/(src|test)\/|\.test\.|(?<!\.d)\.tsx?$|\.map$|\.built$/.test(file))).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(["package/LICENSE", "package/NOTICE"]));
  const installed = JSON.parse(readFileSync(join(host, "node_modules/.package-lock.json"), "utf8")) as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };
  expect(Object.entries(installed.packages).filter(([, each]) => each.hasInstallScript)).toEqual([]);
});

const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, each) => sum + (each.isFile() ? each.size : 0), 0);

// Nearly all of the SDK are the types of the API, 680 kB with single sign-on. Three quarters of the server are the binaries of the SQLite driver that Node 20 needs, for every system.
test.each([
  ["server", 27_000_000],
  ["web", 750_000],
  ["sdk", 800_000],
])("%s takes %i bytes of an app's node_modules at most", (name, most) => {
  const bytes = bytesIn(join(host, "node_modules/@mortise", name));
  expect(bytes).toBeLessThanOrEqual(most);
  expect(bytes).toBeGreaterThan(most / 4);
});

// With the drivers of hashing and of SQLite for this system, React as a peer of the panels among it. Measured: 62.3 MB, 44 without the panels.
test("an app that has all three takes on 65 MB at most", () => {
  expect(bytesIn(join(host, "node_modules"))).toBeLessThanOrEqual(65_000_000);
});

test("the server brings its pages packed as they are sent", async () => {
  const assets = readdirSync(join(host, "node_modules/@mortise/server/pages/assets"));
  const scripts = assets.filter((name) => /\.(js|css)$/.test(name));
  expect(scripts.length).toBeGreaterThan(5);
  expect(assets).toEqual(expect.arrayContaining(scripts.flatMap((name) => [`${name}.br`, `${name}.gz`])));
  const html = await (await fetch(`${address}/sign-in`)).text();
  const [, script = ""] = /src="(\/assets\/[^"]+\.js)"/.exec(html) ?? [];
  const answer = await fetch(address + script, { headers: { "accept-encoding": "br" } });
  expect([answer.status, answer.headers.get("content-encoding")]).toEqual([200, "br"]);
});

test("the client runs in plain Node, and asks the installed server", async () => {
  const said = await node(`
    import { answerOf, createMortiseClient, isProblem } from "@mortise/sdk";
    const mortise = createMortiseClient({ baseUrl: ${JSON.stringify(address)} });
    const deployment = await answerOf(mortise.GET("/v1/deployment"));
    const refused = await mortise.GET("/v1/account").catch((error) => error);
    console.log(JSON.stringify([deployment.productName, isProblem(refused, "not-signed-in")]));
  `);
  expect(JSON.parse(said)).toEqual(["Mortise", true]);
});

test("the installed server brings its pages", async () => {
  const page = await (await fetch(`${address}/sign-in`)).text();
  const asset = /src="([^"]+\.js)"/.exec(page)?.[1] ?? "";
  expect((await fetch(new URL(asset, address))).headers.get("content-type")).toContain("javascript");
});

test("the server stands inside a host's own process", async () => {
  const said = await node(`
    import { createMortise } from "@mortise/server";
    const mortise = await createMortise({ MORTISE_DATABASE_URL: "file:./inside.db", MORTISE_LOG_LEVEL: "error" });
    const answer = await mortise.fetch(new Request("http://localhost:3000/readyz"));
    const page = await mortise.fetch(new Request("http://localhost:3000/sign-in"));
    console.log(JSON.stringify([answer.status, page.status, await mortise.session(new Request("http://localhost:3000/"))]));
    await mortise.close();
  `);
  expect(JSON.parse(said)).toEqual([200, 200, null]);
});

const program = `
import { createServer } from "node:http";
import { createMortise, type CurrentSession, type Mortise } from "@mortise/server";
import { answerOf, createMortiseClient, isProblem, type components } from "@mortise/sdk";
import { MortiseProvider, SecurityPanel } from "@mortise/web";
import { createElement } from "react";

const mortise: Mortise = await createMortise({ MORTISE_PUBLIC_URL: "https://app.example.com" });
createServer(mortise.listener);
const session: CurrentSession | null = await mortise.session(new Request("https://app.example.com/"));
const refusal: Response | null = await mortise.requireStepUp(new Request("https://app.example.com/"), "delete-account");
// @ts-expect-error There is no such operation.
await mortise.requireStepUp(new Request("https://app.example.com/"), "fly");
await createMortise(process.env);
const client = createMortiseClient({ baseUrl: "https://app.example.com" });
const account: components["schemas"]["Account"] = await answerOf(client.GET("/v1/account"));
// @ts-expect-error There is no such path.
client.GET("/v1/nothing");
export const panel = createElement(MortiseProvider, { baseUrl: "", children: createElement(SecurityPanel) });
export { account, isProblem, refusal, session };
`;

test.each([
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
] as const)("a default project of TypeScript with modules %s (%s) finds no fault", async (module, moduleResolution) => {
  write("program.mts", program);
  write(
    "program.tsx",
    `import { AccountPanel, MortiseProvider } from "@mortise/web";\nexport const page = <MortiseProvider><AccountPanel /></MortiseProvider>;\n`,
  );
  rmSync(join(host, "tsconfig.json"), { force: true });
  await run(process.execPath, [compiler, "--init"], { cwd: host });
  const flags = ["--noEmit", "--skipLibCheck", "false", "--module", module, "--moduleResolution", moduleResolution];
  const { stdout } = await run(process.execPath, [compiler, "-p", ".", ...flags], { cwd: host }).catch(
    (error: unknown) => error as { stdout: string },
  );
  expect(stdout).toBe("");
});

const page = `
import { AccountPanel, ActivityPanel, MortiseProvider, SecurityPanel, SessionsPanel } from "@mortise/web";
import { createElement } from "react";
export const page = (baseUrl) =>
  createElement(MortiseProvider, { baseUrl }, ...[SecurityPanel, SessionsPanel, ActivityPanel, AccountPanel].map((each) => createElement(each, { key: each.name })));
`;

test("the panels are rendered by the host's own React, on its server and in Chromium", async () => {
  write("page.mjs", page);
  const html = await node(`
    import { renderToString } from "react-dom/server";
    import { page } from "./page.mjs";
    console.log(renderToString(page(${JSON.stringify(address)})));
  `);
  expect(html).toContain('class="mortise"');

  write(
    "browser.mjs",
    `import "@mortise/web/style.css"; import { createRoot } from "react-dom/client"; import { page } from "./page.mjs"; createRoot(document.body).render(page(${JSON.stringify(address)}));`,
  );
  write(
    "index.html",
    `<!doctype html><title>Host</title><body><script type="module" src="./browser.mjs"></script></body>`,
  );
  await build(site);
  const shown = await preview(site);
  const context = await (await sharedBrowser()).newContext();
  try {
    const window = await context.newPage();
    const faults: string[] = [];
    window.on("pageerror", (error) => faults.push(error.message));
    await window.goto(shown.resolvedUrls?.local[0] ?? "");
    await window.getByRole("link", { name: "Sign in" }).first().waitFor();
    expect(
      await window
        .getByRole("link", { name: "Sign in" })
        .first()
        .evaluate((link) => getComputedStyle(link).borderRadius),
    ).not.toBe("0px");
    expect(faults).toEqual([]);
  } finally {
    await context.close();
    await shown.close();
  }
});
