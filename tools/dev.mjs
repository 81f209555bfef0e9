// `npm run dev`: the server, rebuilt and restarted at each change, and the pages with hot reload in front of it.
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { buildStale } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = "http://localhost:5173";
let child;
let building = Promise.resolve();

async function restart() {
  try {
    await buildStale();
  } catch (error) {
    console.error(error.message);
    return;
  }
  if (child && child.exitCode === null) {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  }
  // People use the pages' address, so that is the public one; the pages hand API requests on.
  const environment = { ...process.env, MORTISE_PUBLIC_URL: process.env.MORTISE_PUBLIC_URL ?? pages };
  child = spawn(process.execPath, ["--enable-source-maps", join(root, "packages/server/dist/main.js")], {
    stdio: "inherit",
    env: environment,
  });
}

let timer;
watch(join(root, "packages/server/src"), { recursive: true }, () => {
  clearTimeout(timer);
  timer = setTimeout(() => (building = building.then(restart)), 150);
});
await restart();
const vite = await createServer({
  root: join(root, "packages/web"),
  configFile: join(root, "packages/web/vite.config.ts"),
  server: { port: 5173, strictPort: true },
});
await vite.listen();
console.log(`Pages with hot reload at ${pages}`);
const stop = async () => {
  child?.kill("SIGTERM");
  await vite.close();
  process.exit(0);
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
