import { defineConfig } from "vitest/config";

// Threads without isolation: the suites share nothing but the PostgreSQL cluster, in which each server gets a database of its own.
const every = {
  pool: "threads",
  isolate: false,
  // Both cores of a small machine: left to itself, vitest keeps one of two free.
  maxWorkers: 2,
  // Bounds on what is awaited, not on speed: a busy machine is slow, and a test that waits for nothing ends early anyway.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 120_000 } },
} as const;

export default defineConfig({
  test: {
    ...every,
    // Here and not in the projects, each of which would run it again.
    globalSetup: ["packages/server/test/support/once-a-run.ts"],
    projects: [
      {
        test: {
          ...every,
          name: "server",
          include: ["packages/server/{src,test}/**/*.test.ts"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...every,
          name: "web",
          include: ["packages/{web,sdk}/{src,test}/**/*.test.{ts,tsx}"],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
