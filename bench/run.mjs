import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hash } from "@node-rs/argon2";
import { password } from "./seed/ids.mjs";
import { measureEnumeration } from "./legs/enumeration.mjs";
import { measureFigures } from "./legs/figures.mjs";
import { measureLog } from "./legs/log.mjs";
import { measureOrganizations } from "./legs/organizations.mjs";
import { measurePasskey } from "./legs/passkey.mjs";
import { measurePostgres } from "./legs/postgres.mjs";
import { measureSessions } from "./legs/sessions.mjs";
import { measureSignIn } from "./legs/sign-in.mjs";
import { measureSingleSignOn } from "./legs/single-sign-on.mjs";
import { measureStalls } from "./legs/stalls.mjs";
import { measureStorm } from "./legs/storm.mjs";
import { cleanUp, cleanUpAtEnd, startWorker, temporaryFolder } from "./processes.mjs";
import { renderReport } from "./report.mjs";
import { faultsOf } from "./rounds.mjs";
import { migratedFolders, startMortise } from "./servers/start.mjs";

const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const file = (path) => fileURLToPath(new URL(path, import.meta.url));

const full = {
  sessions: {
    rounds: 15,
    seconds: 0.35,
    warmSeconds: 3.5,
    connections: 32,
    large: { accounts: 200_000, sessions: 1_000_000 },
  },
  postgres: { rounds: 5, seconds: 0.9, warmSeconds: 1.5, connections: 32 },
  signIn: { rounds: 8, seconds: 1.5, warmSeconds: 6, signInConnections: 32 },
  enumeration: { pairs: 100, warmPairs: 10 },
  passkey: { rounds: 11, answers: 300 },
  singleSignOn: { rounds: 9, seconds: 2, warmSeconds: 6, lanes: 16, responses: 300 },
  log: {
    rounds: 5,
    writes: 200,
    requests: 15,
    pages: 200,
    few: 100_000,
    many: 5_000_000,
    sealed: 150_000,
    sealedOnPostgres: 100_000,
  },
  organizations: { members: 100_000, rounds: 3, times: 10 },
  figures: { starts: 3, checks: 1_000_000, rows: 100_000 },
  storm: { rounds: 3, peerRounds: 1, accounts: 2000, few: 200, many: 1000 },
  stalls: { rounds: 2, seconds: 5, accounts: 200_000, sessions: 1_000_000, over: 30_000, events: 100_000 },
};
const quick = {
  sessions: { rounds: 1, seconds: 0.5, warmSeconds: 0.2, connections: 8, large: { accounts: 2000, sessions: 10_000 } },
  postgres: { rounds: 1, seconds: 0.5, warmSeconds: 0.2, connections: 32 },
  signIn: { rounds: 1, seconds: 1, warmSeconds: 0.5, signInConnections: 8 },
  enumeration: { pairs: 5, warmPairs: 1 },
  passkey: { rounds: 2, answers: 50 },
  singleSignOn: { rounds: 1, seconds: 1, warmSeconds: 0.5, lanes: 8, responses: 50 },
  log: { rounds: 2, writes: 20, requests: 5, pages: 20, few: 1000, many: 10_000, sealed: 5000, sealedOnPostgres: 5000 },
  organizations: { members: 2000, rounds: 1, times: 5 },
  figures: { starts: 2, checks: 10_000, rows: 2000 },
  storm: { rounds: 1, peerRounds: 1, accounts: 200, few: 20, many: 300 },
  stalls: { rounds: 1, seconds: 1, accounts: 2000, sessions: 10_000, over: 20_000, events: 5000 },
};

/** Every leg by its name, in the order they run. Each is given its sizes, what all use, and a folder of its own. */
const legs = {
  sessions: ({ sizes, ...all }) => measureSessions({ ...all, ...sizes }),
  postgres: ({ sizes, ...all }) => measurePostgres({ ...all, ...sizes }),
  signIn: ({ sizes, ...all }) => withPeople(all, (server) => measureSignIn({ ...all, ...server, ...sizes })),
  enumeration: ({ sizes, ...all }) =>
    withPeople(all, ({ server }) => measureEnumeration({ port: server.port, progress: all.progress, ...sizes })),
  storm: ({ sizes, ...all }) => measureStorm({ ...all, ...sizes }),
  stalls: ({ sizes, ...all }) => measureStalls({ ...all, ...sizes }),
  passkey: ({ sizes, ...all }) => measurePasskey({ ...all, ...sizes }),
  singleSignOn: ({ sizes, ...all }) => measureSingleSignOn({ ...all, ...sizes }),
  log: ({ sizes, ...all }) => measureLog({ ...all, ...sizes }),
  organizations: ({ sizes, ...all }) => measureOrganizations({ ...all, ...sizes }),
  figures: ({ sizes, ...all }) => measureFigures({ ...all, ...sizes }),
};

/** Accounts that sign in, of the legs that do nothing else. */
const people = 5000;

/** Runs every leg, or those that are named, and prints what they came to. Answers the exit code: 1 when a leg's answers were wrong. */
export async function runBench({ quick: isQuick, only }) {
  const unknown = only?.filter((name) => !(name in legs)) ?? [];
  if (unknown.length > 0)
    throw new Error(`There is no leg ${unknown.join(", ")}. Legs: ${Object.keys(legs).join(", ")}.`);
  cleanUpAtEnd();
  const startedAt = Date.now();
  // Other work on the machine shows here before the bench makes its own.
  const [loadBefore] = loadavg();
  const progress = (text) => console.log(`${Math.round((Date.now() - startedAt) / 1000)} s  ${text}`);
  try {
    const settings = isQuick ? quick : full;
    const measured = await measureAll(only ?? Object.keys(legs), settings, progress);
    const faults = Object.entries(measured).flatMap(([name, found]) => faultsIn(name, found));
    const report = renderReport({ ...measured, settings }, { seconds: (Date.now() - startedAt) / 1000, loadBefore });
    console.log(`\n${report}`);
    for (const fault of faults) console.error(`FAILED  ${fault}`);
    // Numbers of a smoke test, of some legs only, or of a leg that answered wrongly, are not kept.
    if (!isQuick && !only && faults.length === 0) writeFileSync(file("results.md"), report);
    return faults.length > 0 ? 1 : 0;
  } finally {
    cleanUp();
  }
}

async function measureAll(names, settings, progress) {
  const tools = { generator: startWorker(file("load/generator.mjs")), seeder: startWorker(file("seed/seed.mjs")) };
  const passwordHash = await hash(password, argon2id);
  const measured = {};
  for (const name of names) {
    const root = join(temporaryFolder(), name);
    mkdirSync(root);
    const started = performance.now();
    measured[name] = await legs[name]({ sizes: settings[name], root, progress, passwordHash, ...tools });
    rmSync(root, { recursive: true });
    progress(`${name}: ${Math.round((performance.now() - started) / 1000)} s in all`);
  }
  await Promise.all(Object.values(tools).map((tool) => tool.stop()));
  return measured;
}

async function withPeople({ root, seeder, passwordHash }, measure) {
  const [folder] = await migratedFolders(root, ["people"]);
  await seeder.ask({ folder, accounts: people, sessions: 0, passwordHash, seenAt: 0 });
  const server = await startMortise(folder);
  const found = await measure({ server, hash: passwordHash, accounts: people });
  await server.stop();
  return found;
}

// A leg counts its wrong answers itself, or each of its series does.
function faultsIn(name, found) {
  if (["sessions", "postgres", "signIn", "singleSignOn"].includes(name)) return faultsOf(found);
  const series = name === "enumeration" ? found : { [name]: found };
  return Object.entries(series).flatMap(([what, { wrong }]) => (wrong > 0 ? [`${what}: ${wrong} wrong answers`] : []));
}
