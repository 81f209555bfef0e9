import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { findPrograms } from "../../../../tools/programs.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** URL of a throw-away PostgreSQL cluster's `postgres` database, and the programs found on this machine. */
    postgresUrl: string;
    programs: Record<"chromium" | "postgres" | "oathtool" | "zbarimg", string>;
  }
}

/** Starts a PostgreSQL of our own on a free port, and stops it when the suites are through. */
export async function setup(project: TestProject): Promise<() => void> {
  const programs = findPrograms() as Record<"chromium" | "postgres" | "oathtool" | "zbarimg", string>;
  const folder = mkdtempSync(join(tmpdir(), "mortise-postgres-"));
  const data = join(folder, "data");
  const port = await freePort();
  // PostgreSQL refuses to run as root; Debian's package brings an account for it.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    const id = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
    mkdirSync(data);
    for (const path of [folder, data]) chownSync(path, id("-u"), id("-g"));
  }
  const run = (program: string, args: string[]): void => {
    const file = join(programs.postgres, program);
    if (isRoot) execFileSync("runuser", ["-u", "postgres", "--", file, ...args], { stdio: "ignore", cwd: folder });
    else execFileSync(file, args, { stdio: "ignore", cwd: folder });
  };
  const user = isRoot ? "postgres" : userInfo().username;
  run("initdb", ["-D", data, "-A", "trust", "-U", user, "--encoding=UTF8", "--locale=C", "--no-sync"]);
  // Nothing here outlives the run, so nothing waits for the disk.
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300`;
  run("pg_ctl", ["-D", data, "-o", options, "-w", "-l", join(folder, "log"), "start"]);
  project.provide("postgresUrl", `postgres://${user}@127.0.0.1:${port}/postgres`);
  project.provide("programs", programs);
  return () => {
    run("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]);
    rmSync(folder, { recursive: true, force: true });
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
