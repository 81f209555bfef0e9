// `npm start`: builds what is stale, then becomes the server.
import { buildStale } from "./build.mjs";

await buildStale();
await import("../packages/server/dist/main.js");
