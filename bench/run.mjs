import { mkdirSync, writeFileSync } from "node:fs";
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
import { measureSessions } from "./legs/sessions.mjs";
import { measureSignIn } from "./legs/sign-in.mjs";
import { measureStalls } from "./legs/stalls.mjs";
import { cleanUp, cleanUpAtEnd, startWorker, temporaryFolder } from "./processes.mjs";
import { renderReport } from "./report.mjs";
import { faultsOf } from "./rounds.mjs";
import { migratedFolders, startMortise } from "./servers/start.mjs";

const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const file = (path) => fileURLToPath(new URL(path, import.meta.url));

const full = {
  sessions: {
    rounds: 31,
    seconds: 0.35,
    warmSeconds: 5,
    connections: 32,
    large: { accounts: 200_000, sessions: 1_000_000 },
  },
  signIn: { rounds: 16, seconds: 1.5, warmSeconds: 6, signInConnections: 32 },
  enumeration: { pairs: 100, warmPairs: 10 },
  passkey: { rounds: 15, answers: 300 },
  log: { rounds: 15, writes: 200, requests: 15, pages: 200, few: 100_000, many: 5_000_000, sealed: 1_000_000 },
  organizations: { members: 100_000, rounds: 5, times: 10 },
  figures: { starts: 7, checks: 1_000_000, rows: 100_000 },
  stalls: { rounds: 2, seconds: 5, accounts: 200_000, sessions: 1_000_000, over: 200_000, events: 100_000 },
};
const quick = {
  sessions: { rounds: 1, seconds: 0.5, warmSeconds: 0.2, connections: 8, large: { accounts: 2000, sessions: 10_000 } },
  signIn: { rounds: 1, seconds: 1, warmSeconds: 0.5, signInConnections: 8 },
  enumeration: { pairs: 5, warmPairs: 1 },
  passkey: { rounds: 2, answers: 50 },
  log: { rounds: 2, writes: 20, requests: 5, pages: 20, few: 1000, many: 10_000, sealed: 5000 },
  organizations: { members: 2000, rounds: 1, times: 5 },
  figures: { starts: 2, checks: 10_000, rows: 2000 },
  stalls: { rounds: 1, seconds: 1, accounts: 2000, sessions: 10_000, over: 20_000, events: 5000 },
};

/** Runs every leg and prints what they came to. Answers the exit code: 1 when a leg's answers were wrong. */
export async function runBench({ quick: isQuick }) {
  cleanUpAtEnd();
  const startedAt = Date.now();
  // Other work on the machine shows here before the bench makes its own.
  const [loadBefore] = loadavg();
  const progress = (text) => console.log(`${Math.round((Date.now() - startedAt) / 1000)} s  ${text}`);
  try {
    const measured = await measureAll({ ...(isQuick ? quick : full), progress });
    const faults = [
      ...faultsOf(measured.sessions),
      ...faultsOf(measured.signIn),
      ...wrongAnswers(measured.enumeration),
      ...wrongAnswers({
        "passkey verification": measured.passkey,
        "event log": measured.log,
        organizations: measured.organizations,
        figures: measured.figures,
        "session checks beside other work": measured.stalls,
      }),
    ];
    const report = renderReport(measured, { seconds: (Date.now() - startedAt) / 1000, loadBefore });
    console.log(`\n${report}`);
    for (const fault of faults) console.error(`FAILED  ${fault}`);
    // Numbers of a smoke test, or of a leg that answered wrongly, are not kept.
    if (!isQuick && faults.length === 0) writeFileSync(file("results.md"), report);
    return faults.length > 0 ? 1 : 0;
  } finally {
    cleanUp();
  }
}

async function measureAll({ sessions, signIn, enumeration, passkey, log, organizations, figures, stalls, progress }) {
  const root = temporaryFolder();
  const generator = startWorker(file("load/generator.mjs"));
  const seeder = startWorker(file("seed/seed.mjs"));
  const folder = join(root, "sessions");
  mkdirSync(folder);
  const measured = { sessions: await measureSessions({ root: folder, seeder, generator, progress, ...sessions }) };

  const [people] = await migratedFolders(root, ["people"]);
  const accounts = 5000;
  const passwordHash = await hash(password, argon2id);
  await seeder.ask({ folder: people, accounts, sessions: 0, passwordHash, seenAt: 0 });
  const server = await startMortise(people);
  measured.signIn = await measureSignIn({ server, hash: passwordHash, generator, accounts, progress, ...signIn });
  measured.enumeration = await measureEnumeration({ port: server.port, progress, ...enumeration });
  measured.stalls = await measureStalls({ root, seeder, progress, ...stalls });
  await Promise.all([server, generator, seeder].map((child) => child.stop()));
  measured.passkey = await measurePasskey({ root, progress, ...passkey });
  measured.log = await measureLog({ root, progress, ...log });
  measured.organizations = await measureOrganizations({ progress, ...organizations });
  measured.figures = await measureFigures({ root, progress, passwordHash, ...figures });
  return { ...measured, settings: { sessions, signIn, enumeration, passkey, log, organizations, figures, stalls } };
}

function wrongAnswers(enumeration) {
  return Object.entries(enumeration).flatMap(([name, { wrong }]) =>
    wrong > 0 ? [`${name}: ${wrong} wrong answers`] : [],
  );
}
