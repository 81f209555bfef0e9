import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const source = fileURLToPath(new URL("../../src/", import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
);

describe("the house", () => {
  test("each table is queried in one slice; the joins that decision pages give reasons for are the exceptions", () => {
    const slices = new Map<string, Set<string>>();
    // docs/decisions/0002 and 0029.
    const joins = ["accounts/caller.sql.ts", "organizations/member-overview.sql.ts"];
    for (const file of files.filter((name) => name.endsWith(".sql.ts") && !joins.includes(name))) {
      const text = readFileSync(source + file, "utf8");
      for (const [, table = ""] of text.matchAll(
        /(?:selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin)\(\s*"(\w+)/g,
      ))
        slices.set(table, (slices.get(table) ?? new Set()).add(file.split("/")[0]!));
    }
    expect(slices.size).toBeGreaterThan(12);
    expect([...slices].filter(([, owners]) => owners.size > 1)).toEqual([]);
  });

  test("queries stand in *.sql.ts, and in database/, which knows no slice", () => {
    const astray = files.filter(
      (file) =>
        !file.endsWith(".sql.ts") &&
        !file.startsWith("database/") &&
        /\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(readFileSync(source + file, "utf8")),
    );
    expect(astray).toEqual([]);
  });

  test("what verifies an export loads no database and no network", () => {
    const seen = new Set<string>();
    const follow = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, given = ""] of readFileSync(source + file, "utf8").matchAll(
        /^(?:import|export) (?!type ).*? from "(.*?)";/gms,
      ))
        if (given.startsWith(".")) follow(join(dirname(file), given));
        else seen.add(given);
    };
    follow("verify.ts");
    const allowed =
      /^(verify|version)\.ts$|^(audit|commands|crypto|rules)\/|^(node:(crypto|fs|url|path|module)|commander|zod)$/;
    expect([...seen].filter((each) => !allowed.test(each))).toEqual([]);
    expect([...seen].filter((each) => each.endsWith(".sql.ts") || each === "commands/open.ts")).toEqual([]);
  });

  test("no folder is called utils, helpers, shared, common, lib or types", () => {
    expect(files.filter((file) => /(^|\/)(utils|helpers|shared|common|lib|types)\//.test(file))).toEqual([]);
  });

  test("only decideSignIn makes a PassedSignIn", () => {
    const makers = files.filter((file) => /as (unknown as )?PassedSignIn/.test(readFileSync(source + file, "utf8")));
    expect(makers).toEqual(["rules/sign-in.ts"]);
    const openers = files.filter((file) => readFileSync(source + file, "utf8").includes("insertSession("));
    expect(openers.sort()).toEqual(["sessions/open-session.ts", "sessions/sessions.sql.ts"]);
  });

  test("the import order refuses a slice to the right, another slice's SQL, and all of the server in the browser but its addresses", () => {
    const root = fileURLToPath(new URL("../../../../", import.meta.url));
    const folder = mkdtempSync(join(tmpdir(), "mortise-order-"));
    const write = (file: string, code: string): void => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), code);
    };
    write("tsconfig.base.json", "{}");
    write("packages/server/src/attempts/attempts.sql.ts", "export const rows = 1;\n");
    write("packages/server/src/sessions/session.ts", 'export { rows } from "../attempts/attempts.sql.ts";\n');
    write("packages/server/src/http/app.ts", 'export { rows } from "../attempts/attempts.sql.ts";\n');
    write("packages/server/src/rules/rule.ts", 'import "node:fs";\n');
    write("packages/server/src/addresses.ts", 'import "./problems.ts";\nexport const pages = 1;\n');
    write("packages/server/src/problems.ts", "export const problems = 1;\n");
    write("packages/web/src/link.ts", 'export { pages } from "../../server/src/addresses.ts";\n');
    write("packages/web/src/words.ts", 'export { problems } from "../../server/src/problems.ts";\n');
    try {
      const { stdout, status } = spawnSync(
        join(root, "node_modules/.bin/depcruise"),
        ["--config", join(root, "tools/dependency-rules.cjs"), "packages/server/src", "packages/web/src"],
        { cwd: folder, encoding: "utf8" },
      );
      expect(status).not.toBe(0);
      expect(stdout).toMatch(/order-of-slices: sessions: .*sessions\/session\.ts/);
      expect(stdout).toMatch(/private-sql: .*http\/app\.ts/);
      expect(stdout).toMatch(/pure-rules: .*rules\/rule\.ts/);
      expect(stdout).toMatch(/pure-addresses: .*src\/addresses\.ts/);
      expect(stdout).toMatch(/no-server-in-browser: .*web\/src\/words\.ts/);
      expect(stdout).not.toMatch(/no-server-in-browser: .*web\/src\/link\.ts/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("lint refuses the wall clock, guessable numbers, a bare fetch, and cryptography outside its home", () => {
    const root = fileURLToPath(new URL("../../../../", import.meta.url));
    const eslint = (code: string, file: string): string => {
      try {
        return execFileSync(
          "npx",
          [
            "--no-install",
            "eslint",
            "--config",
            "tools/eslint.config.mjs",
            "--no-warn-ignored",
            "--stdin",
            "--stdin-filename",
            file,
          ],
          { cwd: root, input: code, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] },
        );
      } catch (error) {
        return (error as { stdout: string }).stdout;
      }
    };
    const bad =
      'import { createHash } from "node:crypto";\nexport const x = [Date.now(), Math.random(), new Date(), fetch("x"), createHash];\n';
    const found = eslint(bad, "packages/server/src/sessions/device.ts");
    for (const reason of ["services.now()", "services.random", "one place", "one home: crypto/"])
      expect(found).toContain(reason);
  });
});
