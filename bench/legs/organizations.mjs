import { fileURLToPath } from "node:url";
import { startPostgres } from "../../tools/postgres.mjs";
import { pathOf } from "../../tools/programs.mjs";
import { startWorker } from "../processes.mjs";
import { rootKey, startMortiseOn } from "../servers/start.mjs";

const worker = fileURLToPath(new URL("../servers/organizations.mjs", import.meta.url));

/** What the pages of an organization ask, by the name of the bare query they are held against. */
export const questions = ["page", "role", "protection", "search", "secondFactor", "ipAllowlist"];

// Of the bare query nothing but the middle is shown.
const timesOf = (task, times) => (task === "bare" ? Math.ceil(times / 2) : times);

/** An organization of many members on PostgreSQL: each question and its bare query, in turn. */
export async function measureOrganizations({ members, rounds, times, progress }) {
  const postgres = await startPostgres(pathOf("postgres"));
  const child = startWorker(worker);
  const settings = { MORTISE_ROOT_KEY: rootKey, MORTISE_DEFAULT_PLAN: "enterprise" };
  const server = await startMortiseOn(postgres.url, settings);
  try {
    await child.ask({ task: "open", url: postgres.url, settings, port: server.port });
    progress(`filling an organization with ${members} members`);
    await child.ask({ task: "fill", members });
    const result = Object.fromEntries(questions.map((name) => [name, { request: [], bare: [] }]));
    for (const what of questions) for (const task of ["request", "bare"]) await child.ask({ task, what, times: 5 });
    for (let round = 1; round <= rounds; round++) {
      for (const what of questions)
        for (const task of round % 2 ? ["request", "bare"] : ["bare", "request"])
          result[what][task].push(...(await child.ask({ task, what, times: timesOf(task, times) })).milliseconds);
      progress(`round ${round} of ${rounds}: pages of an organization of ${members}`);
    }
    await child.ask({ task: "close" });
    return { questions: result, wrong: 0 };
  } finally {
    await Promise.all([child.stop(), server.stop()]);
    postgres.stop();
  }
}
