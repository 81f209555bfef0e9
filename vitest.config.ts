import { defineConfig } from "vitest/config";

// Threads without isolation: the suites share nothing but the PostgreSQL cluster, in which each server gets a database of its own.
export default defineConfig({
  test: {
    pool: "threads",
    isolate: false,
    // Both cores of a small machine: left to itself, vitest keeps one of two free.
    maxWorkers: 2,
    globalSetup: ["packages/server/test/support/postgres-cluster.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "server",
          include: ["packages/server/{src,test}/**/*.test.ts"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "web",
          include: ["packages/{web,sdk}/{src,test}/**/*.test.{ts,tsx}"],
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
