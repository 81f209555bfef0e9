import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort, startProcess } from "../support/server-process.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mortise-last-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A server into which something breaks, when it is told so by a signal. */
const startBroken = async (breaking: string) => {
  const port = await freePort();
  const server = await startProcess({
    MORTISE_PORT: String(port),
    MORTISE_DATABASE_URL: `file:${join(folder, `${port}.db`)}`,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`process.on("SIGUSR2", () => { ${breaking} })`)}`,
  });
  const { stderr } = server.process;
  let logged = "";
  const said = (word: string) =>
    new Promise<string>((resolve) => {
      stderr!.on("data", (chunk: Buffer) => {
        logged += chunk.toString();
        if (logged.includes(word)) resolve(logged);
      });
    });
  return { ...server, said, url: `http://localhost:${port}` };
};

test("a promise nobody waited for is logged whole, and the server goes on", async () => {
  const server = await startBroken(`Promise.reject(new Error("lost-promise"))`);
  const said = server.said("lost-promise");
  server.process.kill("SIGUSR2");
  expect(JSON.parse((await said).trim().split("\n").at(-1)!)).toMatchObject({
    msg: "nobody waited for this",
    error: { name: "Error", message: "lost-promise", stack: expect.stringContaining("at ") },
  });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(await server.end("SIGTERM")).toBe(0);
});

test("an exception out of nowhere is logged whole, and the server ends in order, with an error", async () => {
  const server = await startBroken(`throw new Error("lost-exception")`);
  server.process.removeAllListeners("exit");
  const said = server.said("lost-exception");
  const ended = once(server.process, "exit");
  server.process.kill("SIGUSR2");
  expect(await said).toContain("nobody caught this, the server ends");
  expect(await ended).toEqual([1, null]);
});
