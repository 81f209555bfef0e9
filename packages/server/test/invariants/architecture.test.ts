import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const source = fileURLToPath(new URL("../../src/", import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
);

/** What the import order must refuse. */
const offenders: Readonly<Record<string, string>> = {
  "attempts/attempts.sql.ts": "export const rows = 1;\n",
  "sessions/session.ts": 'export { rows } from "../attempts/attempts.sql.ts";\n',
  "sessions/one.ts": 'import type { Two } from "./two.ts";\nexport type One = Two[];\n',
  "sessions/two.ts": 'import type { One } from "./one.ts";\nexport type Two = One | null;\n',
  "policies/cache.ts": "export interface Cache { held: number }\n",
  "services.ts": 'import type { Cache } from "./policies/cache.ts";\nexport type Services = Cache;\n',
  "crypto/keys.ts": 'import type { Services } from "../services.ts";\nexport type Keys = Services;\n',
  "config/config.ts": 'import type { Services } from "../services.ts";\nexport type Config = Services;\n',
  "problems.ts": 'export { rule } from "./rules/rule.ts";\n',
  "rules/rule.ts": 'import "node:fs";\nimport "zod";\nexport const rule = 1;\n',
  "astray.ts": "export const astray = 1;\n",
  "astray/slice.ts": 'export { rule } from "../problems.ts";\n',
  "commands/open.ts": "export const open = 1;\n",
  "open-services.ts": 'export { open } from "./commands/open.ts";\n',
  "routes.ts": "export const routes = 1;\n",
  "alerts/alert.ts": 'export { routes } from "../routes.ts";\n',
  "addresses.ts": 'import "./version.ts";\nexport const pages = 1;\n',
  "version.ts": "export const version = 1;\n",
  "maintenance.ts": 'export { rows } from "./attempts/attempts.sql.ts";\n',
  "http/app.ts": [
    'export { rows } from "../attempts/attempts.sql.ts";',
    'export { open } from "../open-services.ts";',
    'export { astray } from "../astray.ts";\n',
  ].join("\n"),
};

/** What lint must refuse. */
const careless = `import { createHash } from "node:crypto";
import { lookup } from "node:dns/promises";
import { request } from "node:https";
export const x = [Date.now(), Math.random(), fetch("x"), createHash, lookup, request];
const later = async (): Promise<number> => 1;
export function five(a: string, b: string, c: string, d: string, e: string): string {
  later();
  if (a === undefined) return b;
  return JSON.parse(a + b + c + d + e);
}
export default five;
`;

describe("the house", () => {
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
      /^(verify|version)\.ts$|^(audit|commands|crypto|rules|vocabulary)\/|^(node:(crypto|fs|url|path|module)|commander|zod)$/;
    expect([...seen].filter((each) => !allowed.test(each))).toEqual([]);
    expect([...seen].filter((each) => each.endsWith(".sql.ts") || each === "commands/open.ts")).toEqual([]);
  });

  test("no folder is called utils, helpers, shared, common, lib or types", () => {
    expect(files.filter((file) => /(^|\/)(utils|helpers|shared|common|lib|types)\//.test(file))).toEqual([]);
  });

  test("every rule has its table test beside it", () => {
    const rules = files.filter((file) => file.startsWith("rules/"));
    const decides = (file: string): boolean =>
      /^export (async )?function|^export const \w+ = (async )?(\(|\w+ =>)/m.test(readFileSync(source + file, "utf8"));
    const isTested = (file: string): boolean => existsSync(source + file.replace(/\.ts$/, ".test.ts"));
    expect(rules.filter(decides).length).toBeGreaterThan(50);
    expect(rules.filter((file) => decides(file) && !isTested(file))).toEqual([]);
  });

  test("only decideSignIn makes a PassedSignIn", () => {
    const makers = files.filter((file) => /as (unknown as )?PassedSignIn/.test(readFileSync(source + file, "utf8")));
    expect(makers).toEqual(["rules/sign-in/sign-in.ts"]);
    const openers = files.filter((file) => readFileSync(source + file, "utf8").includes("insertSession("));
    expect(openers.sort()).toEqual(["sessions/open-session.ts", "sessions/sessions.sql.ts"]);
  });

  describe("the import order", () => {
    const root = fileURLToPath(new URL("../../../../", import.meta.url));
    const folder = mkdtempSync(join(tmpdir(), "mortise-order-"));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    let found = "";
    beforeAll(() => {
      const write = (file: string, code: string): void => {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), code);
      };
      write("tsconfig.base.json", "{}");
      for (const [file, code] of Object.entries(offenders)) write(`packages/server/src/${file}`, code);
      write("packages/web/src/link.ts", 'export { pages } from "../../server/src/addresses.ts";\n');
      write("packages/web/src/words.ts", 'export { version } from "../../server/src/version.ts";\n');
      write("node_modules/zod/package.json", '{ "name": "zod", "version": "1.0.0", "main": "index.js" }');
      write("node_modules/zod/index.js", "export const z = 1;\n");
      const { stdout, status } = spawnSync(
        join(root, "node_modules/.bin/depcruise"),
        ["--config", join(root, "tools/dependency-rules.cjs"), "packages/server/src", "packages/web/src"],
        { cwd: folder, encoding: "utf8" },
      );
      expect(status).not.toBe(0);
      found = stdout.replaceAll(/ →\s+/g, " → ").replaceAll("packages/server/src/", "");
    });

    test.each([
      ["a slice to the right", "order: sessions: sessions/session.ts → attempts/attempts.sql.ts"],
      ["another slice's SQL", "private-sql: http/app.ts → attempts/attempts.sql.ts"],
      ["another slice's SQL, beside the slices", "private-sql-root: maintenance.ts → attempts/attempts.sql.ts"],
      ["I/O in a rule", "pure-rules: rules/rule.ts → fs"],
      ["a package in a rule", "pure-rules: rules/rule.ts → node_modules/zod/index.js"],
      ["a slice in what all slices lean on", "order: services.ts: services.ts → policies/cache.ts"],
      ["services in what they are made of", "order: crypto, database: crypto/keys.ts → services.ts"],
      ["services in the settings", "order: config: config/config.ts → services.ts"],
      ["anything in the problems", "order: problems.ts, version.ts, embedding.ts: problems.ts → rules/rule.ts"],
      ["the process in a slice", "order: http: http/app.ts → open-services.ts"],
      ["a command in the process's parts", "order: open-services.ts: open-services.ts → commands/open.ts"],
      ["the table of routes in a slice", "order: alerts: alerts/alert.ts → routes.ts"],
      ["a circle of types", "no-circles: sessions/one.ts → sessions/two.ts → sessions/one.ts"],
      ["a file beside the slices that has no place", "placed: to: http/app.ts → astray.ts"],
      ["anything in the addresses, which the browser bundles", "pure-addresses: addresses.ts → version.ts"],
      ["the server in the browser", "no-server-in-browser: packages/web/src/words.ts → version.ts"],
      ["a slice that has no place", "placed: from: astray/slice.ts → problems.ts"],
    ])("refuses %s", (_, line) => {
      expect(found).toContain(`error ${line}`);
    });

    test("lets the browser read the table of addresses", () => {
      expect(found).not.toContain("packages/web/src/link.ts");
    });
  });

  test("what the benchmarks load is there, by the names they take", () => {
    const folder = join(root, "bench/servers");
    const loads = readdirSync(folder)
      .filter((file) => file.endsWith(".mjs"))
      .flatMap((file) => [
        ...readFileSync(join(folder, file), "utf8").matchAll(
          /const \{([^}]*)\} = await load\("((?:src|test)\/[^"]+)"\)/g,
        ),
      ]);
    expect(loads.length).toBeGreaterThan(10);
    const missing = loads.flatMap(([, names = "", path = ""]) => {
      const file = join(root, "packages/server", path);
      const text = existsSync(file) ? readFileSync(file, "utf8") : "";
      const taken = names.split(",").map((name) => name.trim());
      return taken
        .filter((name) => !new RegExp(`\\bexport\\b[^\\n]*\\b${name}\\b`).test(text))
        .map((name) => `${path}: ${name}`);
    });
    expect(missing).toEqual([]);
  });

  test("nobody asks the wall clock", () => {
    const asking = files.filter((file) => /\bnew Date\(\)/.test(readFileSync(source + file, "utf8")));
    expect(asking, "time comes from services.now()").toEqual([]);
  });

  test("no page keeps anything in the browser's storage", () => {
    const pages = join(root, "packages/web/src");
    const keeping = readdirSync(pages, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .filter((file) =>
        /\b(?:localStorage|sessionStorage|indexedDB|cookieStore)\b|\bdocument\.cookie\b/.test(
          readFileSync(join(pages, file), "utf8"),
        ),
      );
    expect(keeping, "what is kept stands in memory: app/what-is-kept.ts").toEqual([]);
  });

  describe("lint", () => {
    let folder: string;
    let found: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "mortise-lint-"));
      symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
      const write = (file: string, text: string): void => {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      };
      write(".oxlintrc.json", readFileSync(join(root, ".oxlintrc.json"), "utf8"));
      write("tsconfig.json", JSON.stringify({ extends: join(root, "tsconfig.base.json"), include: ["packages"] }));
      write("packages/server/src/sessions/device.ts", careless);
      const run = spawnSync(join(root, "node_modules/.bin/oxlint"), ["--format=unix", "packages"], {
        cwd: folder,
        encoding: "utf8",
      });
      found = run.stdout + run.stderr;
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test.each([
      "'Date.now' is restricted",
      "'Math.random' is restricted",
      "no-restricted-globals",
      "no-restricted-imports",
      "'node:crypto' import is restricted",
      "'node:dns/promises' import is restricted",
      "'request' import from 'node:https' is restricted",
      "no-floating-promises",
      "no-unsafe-return",
      "max-params",
      "no-unnecessary-condition",
      "no-restricted-exports",
    ])("says: %s", (reason) => {
      expect(found).toContain(reason);
    });
  });
});
