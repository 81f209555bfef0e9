import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take a minute or more. Begun first, they are no tail at the end. */
const longest = [
  "upgrades/kill-nine.test.ts",
  "journeys/operator.test.ts",
  "web/test/unbroken.test.ts",
  "web/test/packages.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): number =>
      longest.some((name) => moduleId.endsWith(name)) ? 0 : 1;
    return (await super.sort(files)).sort((a, b) => isLong(a) - isLong(b));
  }
}

// Threads without isolation: the suites share nothing but the PostgreSQL cluster, in which each server gets a database of its own.
const every = {
  pool: "threads",
  isolate: false,
  // One more than the cores of a small machine: who waits for a database, a process or a page lets others work.
  maxWorkers: 3,
  // Bounds on what is awaited, not on speed: a busy machine is slow, and a test that waits for nothing ends early anyway.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 120_000 } },
} as const;

export default defineConfig({
  test: {
    ...every,
    sequence: { sequencer: LongestFirst },
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
          alias: { "@mortise/sdk": fileURLToPath(new URL("packages/sdk/src/client.ts", import.meta.url)) },
          include: ["packages/{web,sdk}/{src,test}/**/*.test.{ts,tsx}"],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
