import { join } from "node:path";
import { startPostgres } from "../../tools/postgres.mjs";
import { pathOf } from "../../tools/programs.mjs";
import { answerBytes } from "../load/answer-bytes.mjs";
import { runInterleaved } from "../rounds.mjs";
import { clusterPid, createDatabase, fillPeople } from "../seed/postgres.mjs";
import { writeTokens } from "../seed/tokens.mjs";
import { migratedFolders, rootKey, startLimitPostgres, startMortise, startMortiseOn } from "../servers/start.mjs";

const stored = { sessions: 1000, accounts: 200 };
const two = { MORTISE_WORKERS: "2" };

/** The session check on PostgreSQL, with the database's own CPU, against the bare way to read its row; and two workers against one. */
export async function measurePostgres({ root, seeder, generator, connections, ...rounds }) {
  const postgres = await startPostgres(pathOf("postgres"));
  try {
    const servers = await startAll({ root, clusterUrl: postgres.url, seeder });
    const databasePid = await clusterPid(postgres.url);
    const checkOf = (name, count = connections) => {
      const { server, folder, tokens = "tokens.txt", isFile = false } = servers[name];
      const options = { port: server.port, path: "/v1/session", cookie: "mortise", tokenFile: join(folder, tokens) };
      const asked = {
        scenario: "sessionCheck",
        options: { ...options, accounts: stored.accounts },
        connections: count,
      };
      const pids = { serverPid: server.pid, ...(!isFile && { databasePid }) };
      return (window) => generator.ask({ ...asked, ...pids, ...window });
    };
    const results = await runInterleaved(
      {
        one: checkOf("mortise", 1),
        oneBare: checkOf("bare", 1),
        many: checkOf("mortise"),
        manyBare: checkOf("bare"),
        workers: checkOf("workers"),
        file: checkOf("file"),
        fileWorkers: checkOf("fileWorkers"),
      },
      rounds,
    );
    await Promise.all(Object.values(servers).map(({ server }) => server.stop()));
    return results;
  } finally {
    postgres.stop();
  }
}

async function startAll({ root, clusterUrl, seeder }) {
  const seenAt = Date.now() + 4.8 * 60_000;
  const url = await createDatabase(clusterUrl, "checks");
  const settings = { MORTISE_ROOT_KEY: rootKey };
  const mortise = await startMortiseOn(url, settings);
  await fillPeople(url, { ...stored, seenAt });
  writeTokens(root, stored.sessions);
  const [folder, folderOfTwo] = await migratedFolders(root, ["file", "file-of-two"]);
  for (const each of [folder, folderOfTwo]) await seeder.ask({ folder: each, ...stored, seenAt });
  const bytes = await answerBytes(mortise.port, root);
  return {
    mortise: { folder: root, server: mortise },
    workers: { folder: root, server: await startMortiseOn(url, { ...settings, ...two }) },
    bare: { folder: root, tokens: "hashes.txt", server: await startLimitPostgres(url, bytes) },
    file: { folder, isFile: true, server: await startMortise(folder) },
    fileWorkers: { folder: folderOfTwo, isFile: true, server: await startMortise(folderOfTwo, two) },
  };
}
