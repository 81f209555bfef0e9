import { fileURLToPath } from "node:url";
import { startPostgres } from "../../tools/postgres.mjs";
import { pathOf } from "../../tools/programs.mjs";
import { freePort, startServer, startWorker } from "../processes.mjs";

const worker = fileURLToPath(new URL("../servers/organizations.mjs", import.meta.url));
const bundle = fileURLToPath(new URL("../../packages/server/dist/main.js", import.meta.url));
const rootKey = Buffer.alloc(32, 1).toString("base64");

/** What the pages of an organization ask, by the name of the bare query they are held against. */
export const questions = ["page", "role", "protection", "search", "secondFactor", "ipAllowlist"];

/** An organization of many members on PostgreSQL: each question and its bare query, in turn. */
export async function measureOrganizations({ members, rounds, times, progress }) {
  const postgres = await startPostgres(pathOf("postgres"));
  const child = startWorker(worker);
  const port = await freePort();
  const settings = {
    MORTISE_PORT: String(port),
    MORTISE_DATABASE_URL: postgres.url,
    MORTISE_ROOT_KEY: rootKey,
    MORTISE_DEFAULT_PLAN: "enterprise",
  };
  const server = await startServer(bundle, [], { env: settings, readyText: "Stop" });
  try {
    await child.ask({ task: "open", settings, port });
    progress(`filling an organization with ${members} members`);
    await child.ask({ task: "fill", members });
    const result = Object.fromEntries(questions.map((name) => [name, { request: [], bare: [] }]));
    for (const what of questions) for (const task of ["request", "bare"]) await child.ask({ task, what, times: 5 });
    for (let round = 1; round <= rounds; round++) {
      for (const what of questions)
        for (const task of round % 2 ? ["request", "bare"] : ["bare", "request"])
          result[what][task].push(...(await child.ask({ task, what, times })).milliseconds);
      progress(`round ${round} of ${rounds}: pages of an organization of ${members}`);
    }
    await child.ask({ task: "close" });
    return { questions: result, wrong: 0 };
  } finally {
    await Promise.all([child.stop(), server.stop()]);
    postgres.stop();
  }
}
