import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { cpuSecondsOf } from "../load/count.mjs";
import { startWorker } from "../processes.mjs";
import { migratedFolders, startBetterAuth, startMortise } from "../servers/start.mjs";
import { median } from "../statistics.mjs";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const sessions = 1000;

/** How long a session check waits while very many people sign in at once, and what becomes of them. */
export async function measureStorm({ root, seeder, passwordHash, progress, rounds, peerRounds, accounts, few, many }) {
  const folder = join(root, "storm");
  mkdirSync(folder);
  const [own] = await migratedFolders(folder, ["mortise"]);
  await seeder.ask({ folder: own, accounts, sessions, passwordHash, seenAt: Date.now() + 4.8 * 60 * 1000 });
  const peer = join(folder, "better-auth");
  const servers = {
    mortise: { folder: own, server: await startMortise(own), path: "/v1/session", cookie: "mortise" },
    betterAuth: {
      folder: peer,
      server: await startBetterAuth(peer, { accounts, sessions }),
      path: "/api/auth/get-session",
      cookie: "better-auth.session_token",
    },
  };
  const tools = { probe: startWorker(file("../load/probe.mjs")), load: startWorker(file("../load/storm.mjs")) };
  const legs = {
    few: { ...servers.mortise, way: "mortise", people: few },
    peer: { ...servers.betterAuth, way: "betterAuth", people: few },
    many: { ...servers.mortise, way: "mortise", people: many },
  };
  const storm = { wrong: 0 };
  for (const name of Object.keys(legs))
    storm[name] = { p99: [], longest: [], seconds: [], done: [], refused: [], unfair: [], cpu: [] };
  for (let round = 0; round <= rounds; round++)
    for (const [name, leg] of Object.entries(legs)) {
      if (name === "peer" && round > peerRounds) continue;
      // The first is for the servers to learn from, with fewer people; of the peer one more is enough, since it takes half a minute.
      const people = round > 0 ? leg.people : Math.ceil(leg.people / 4);
      const found = await measureOne({ ...tools, ...leg, people, accounts });
      if (round > 0) note(storm, name, found);
      progress(
        `round ${round} of ${rounds}: ${people} sign-ins at once (${leg.way}), another request's p99 ${found.p99.toFixed(1)} ms, ${found.done} in, ${found.refused} refused, ${found.seconds.toFixed(1)} s`,
      );
    }
  await Promise.all(
    [...Object.values(servers).map(({ server }) => server), ...Object.values(tools)].map((each) => each.stop()),
  );
  return storm;
}

async function measureOne({ probe, load, server, folder, path, cookie, way, people, accounts }) {
  const asked = {
    port: server.port,
    tokenFile: join(folder, "tokens.txt"),
    accounts,
    everyMilliseconds: 4,
    path,
    cookie,
  };
  const before = cpuSecondsOf(server.pid);
  await probe.ask({ task: "begin", ...asked });
  await pause(200);
  const stormed = await load.ask({ way, port: server.port, people, accounts });
  const waited = await probe.ask({ task: "end" });
  const cpu = before === null ? null : cpuSecondsOf(server.pid) - before;
  return { ...stormed, cpu, p99: waited.p99, longest: waited.longest, wrong: stormed.wrong + waited.wrong };
}

// Served in the order they came, waits lie evenly between nothing and all of it: the longest is twice the middle one.
function note(storm, name, { wrong, waits, ...found }) {
  storm.wrong += wrong;
  for (const what of ["p99", "longest", "seconds", "done", "refused", "cpu"]) storm[name][what].push(found[what]);
  storm[name].unfair.push(Math.max(...waits) / median(waits));
}
