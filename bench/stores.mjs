// Databases the built server made, filled behind its back while it does not run, and then asked over HTTP.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openConnection } from "./load/connection.mjs";
import { timeRequests } from "./load/person.mjs";
import { createDatabase, fillEvents, fillPeople } from "./seed/postgres.mjs";
import { migratedFolders, rootKey, startMortise, startMortiseOn } from "./servers/start.mjs";

const names = ["few", "many", "renaming"];

/** Some of a dialect, by name. Each can be filled, with events or with people who have a session each, and started on. */
export async function openStores(dialect, { root, clusterUrl, seeder }) {
  const open = dialect === "sqlite" ? openFiles(root, seeder) : openDatabases(clusterUrl);
  return Object.fromEntries((await open).map((store, at) => [names[at], store]));
}

async function openFiles(root, seeder) {
  const under = join(root, "files");
  mkdirSync(under);
  return (await migratedFolders(under, names)).map((folder) => ({
    file: join(folder, "mortise.db"),
    start: () => startMortise(folder),
    fill: ({ people, events }) =>
      events
        ? seeder.ask({ folder, events, accounts: people })
        : seeder.ask({ folder, accounts: people, sessions: people, seenAt: justSeen() }),
  }));
}

async function openDatabases(clusterUrl) {
  return Promise.all(
    names.map(async (name) => {
      const url = await createDatabase(clusterUrl, name);
      const start = () => startMortiseOn(url, { MORTISE_ROOT_KEY: rootKey });
      await (await start()).stop();
      const fill = ({ people, events }) =>
        events
          ? fillEvents(url, { events, accounts: people })
          : fillPeople(url, { accounts: people, sessions: people, seenAt: justSeen() });
      return { start, fill };
    }),
  );
}

// So that requests write no last activity; further ahead no clock is believed.
const justSeen = () => Date.now() + 4.8 * 60_000;

/** A server on a store, and one connection to it. */
export async function serve(store) {
  const server = await store.start();
  const connection = await openConnection(server.port);
  return {
    time: (given) => timeRequests({ connection, port: server.port, ...given }),
    stop: () => (connection.close(), server.stop()),
  };
}
