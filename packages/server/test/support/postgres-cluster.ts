import type { TestProject } from "vitest/node";
import { startPostgres } from "../../../../tools/postgres.mjs";
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
  const postgres = await startPostgres(programs.postgres);
  project.provide("postgresUrl", postgres.url);
  project.provide("programs", programs);
  return () => postgres.stop();
}
