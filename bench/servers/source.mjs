// The parts of the server are TypeScript and not offered by the bundle, so they are loaded as the tests load them.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const server = fileURLToPath(new URL("../../packages/server/", import.meta.url));

/** Answers how to load a module of the server: a path within the package, or the name of something it depends on. */
export async function openSource() {
  const vite = await createServer({
    root: server,
    configFile: false,
    server: { middlewareMode: true, hmr: false, ws: false },
    logLevel: "error",
  });
  return (name) => vite.ssrLoadModule(/\.ts$/.test(name) ? join(server, name) : name);
}
