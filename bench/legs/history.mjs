import { spawnSync } from "node:child_process";
import { median } from "../statistics.mjs";
import { serve } from "../stores.mjs";

const coldRounds = 3;
const coldPages = 20;

/**
 * The newest page of a random account with a hundred events, asked of the built server over HTTP, among few events and among many; on
 * SQLite also with a file nobody has read since it was written, of which every page comes from the disk.
 */
export async function measureHistory(stores, dialect, { progress, rounds, few, many, pages }) {
  const asked = {};
  for (const [name, events] of Object.entries({ few, many })) {
    progress(`filling ${dialect} with ${events} events`);
    asked[name] = { what: "history", people: events / 100 };
    await stores[name].fill({ events, people: events / 100 });
  }
  // Only now: who was seen long ago makes a request write.
  for (const name of Object.keys(asked)) await stores[name].fill({ people: asked[name].people });
  const result = { few: [], many: [], cold: { few: [], many: [] }, wrong: 0 };
  await measureWarm({ stores, asked, result, rounds, pages, dialect, progress });
  if (dialect === "sqlite") await measureCold({ stores, asked, result, progress });
  return result;
}

async function measureWarm({ stores, asked, result, rounds, pages, dialect, progress }) {
  const servers = { few: await serve(stores.few), many: await serve(stores.many) };
  // A server has its first requests to learn from.
  for (const name of ["few", "many"]) await servers[name].time({ ...asked[name], times: pages * 3 });
  for (let round = 1; round <= rounds; round++) {
    for (const name of round % 2 ? ["few", "many"] : ["many", "few"]) {
      const { microseconds, wrong } = await servers[name].time({ ...asked[name], times: pages });
      result[name].push(median(microseconds));
      result.wrong += wrong;
    }
    progress(
      `round ${round} of ${rounds}: a page of history on ${dialect}, ${result.few.at(-1).toFixed(0)} µs among few, ${result.many.at(-1).toFixed(0)} µs among many`,
    );
  }
  for (const server of Object.values(servers)) await server.stop();
}

async function measureCold({ stores, asked, result, progress }) {
  const { cold } = result;
  for (let round = 1; round <= coldRounds; round++)
    for (const name of ["few", "many"]) {
      forget(stores[name].file);
      const server = await serve(stores[name]);
      // The first page pays for what every page needs: code, and the upper pages of the trees.
      await server.time({ ...asked[name], times: 1 });
      const { microseconds, wrong } = await server.time({ ...asked[name], times: coldPages });
      cold[name].push(median(microseconds));
      result.wrong += wrong;
      await server.stop();
    }
  progress(`cold: ${median(cold.few).toFixed(0)} µs among few, ${median(cold.many).toFixed(0)} µs among many`);
}

/** Has the system forget what it holds of a file. */
function forget(path) {
  spawnSync("dd", [`of=${path}`, "oflag=nocache", "conv=notrunc,fdatasync", "count=0"], { stdio: "ignore" });
}
