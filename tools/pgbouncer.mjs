// A PgBouncer of our own on a free port, before a PostgreSQL of our own; nothing of it outlives the run.
import { execFileSync, spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Its version: of 1.24, the 24. */
export function minorOfPgBouncer(program) {
  const [, minor] = /PgBouncer 1\.(\d+)/.exec(execFileSync(program, ["--version"], { encoding: "utf8" })) ?? [];
  return Number(minor ?? Infinity);
}

/**
 * Starts it before the database of a URL. Answers the URL to reach that database through it, how to give it other settings while
 * it runs, and how to stop it.
 */
export async function startPgBouncer(program, databaseUrl, settings) {
  const { hostname, port: databasePort, pathname, username } = new URL(databaseUrl);
  const folder = mkdtempSync(join(tmpdir(), "mortise-pgbouncer-"));
  const port = await freePort();
  const file = join(folder, "pgbouncer.ini");
  const write = (given) =>
    writeFileSync(
      file,
      [
        "[databases]",
        `${pathname.slice(1)} = host=${hostname} port=${databasePort} user=${username}`,
        "[pgbouncer]",
        `listen_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =`,
        `auth_type = any\nmax_client_conn = 500\nadmin_users = ${username}`,
        ...Object.entries(given).map(([name, value]) => `${name} = ${value}`),
      ].join("\n"),
    );
  write(settings);
  // It refuses to run as root; Debian's package of PostgreSQL brings an account for it.
  const isRoot = process.getuid?.() === 0;
  const id = (flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  const account = isRoot ? { uid: id("-u"), gid: id("-g") } : {};
  if (isRoot) for (const path of [folder, file]) chownSync(path, account.uid, account.gid);
  const child = spawn(program, [file], { ...account, stdio: ["ignore", "ignore", "pipe"] });
  await listening(child);
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.toString(),
    /** Reads other settings, as after an edit and a reload. */
    reload(given) {
      write(given);
      child.kill("SIGHUP");
    },
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listening(child) {
  let said = "";
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`PgBouncer ended with ${code}: ${said}`)));
    child.stderr.on("data", (chunk) => {
      said += chunk;
      if (said.includes("process up")) resolve();
    });
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
