// A PostgreSQL of our own on a free port, for tests and the bench; nothing of it outlives the run.
import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** Starts it. Answers the URL of its `postgres` database, and how to stop it. `programs` is the folder of its programs. */
export async function startPostgres(programs) {
  const folder = mkdtempSync(join(tmpdir(), "mortise-postgres-"));
  const data = join(folder, "data");
  const port = await freePort();
  // PostgreSQL refuses to run as root; Debian's package brings an account for it.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    const id = (flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
    mkdirSync(data);
    for (const path of [folder, data]) chownSync(path, id("-u"), id("-g"));
  }
  const run = (program, args) => {
    const file = join(programs, program);
    if (isRoot) execFileSync("runuser", ["-u", "postgres", "--", file, ...args], { stdio: "ignore", cwd: folder });
    else execFileSync(file, args, { stdio: "ignore", cwd: folder });
  };
  const user = isRoot ? "postgres" : userInfo().username;
  run("initdb", ["-D", data, "-A", "trust", "-U", user, "--encoding=UTF8", "--locale=C", "--no-sync"]);
  // Nothing here outlives the run, so nothing waits for the disk.
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300`;
  run("pg_ctl", ["-D", data, "-o", options, "-w", "-l", join(folder, "log"), "start"]);
  return {
    url: `postgres://${user}@127.0.0.1:${port}/postgres`,
    stop() {
      run("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
