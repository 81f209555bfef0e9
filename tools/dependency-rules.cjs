// What may import what: a slice, and a file beside the slices, only what stands to its left. And nobody imports another slice's SQL.
const src = "^packages/server/src/";
const tests = "(\\.test\\.tsx?$|^packages/[^/]+/test/)";
const order = [
  ["vocabulary", "addresses.ts", "at-once.ts"],
  ["problems.ts", "version.ts", "embedding.ts"],
  ["rules"],
  ["crypto", "database"],
  ["config"],
  ["services.ts"],
  ["end-everything.ts", "log.ts", "repeat.ts", "time-limit.ts", "reseal-rows.ts", "geoip.ts", "root-keys.ts"],
  ["outside"],
  ["delivery"],
  ["audit"],
  ["policies"],
  ["sessions"],
  ["authenticators"],
  ["accounts"],
  ["attempts"],
  ["organizations"],
  ["recovery"],
  ["sso"],
  ["scim"],
  ["api-keys"],
  ["vault"],
  ["webhooks"],
  ["applications"],
  ["alerts"],
  ["http"],
  ["enders.ts", "routes.ts", "maintenance.ts", "own-work.ts", "last-resort.ts"],
  ["open-services.ts"],
  ["assemble.ts"],
  ["index.ts"],
  ["assurance-table.ts", "describe-addresses.ts", "reference.ts"],
  ["serve.ts", "ready-lines.ts"],
  ["workers"],
  ["commands"],
  ["verify.ts", "cli.ts", "main.ts"],
];
const pathOf = (names) =>
  `${src}(${names.map((name) => (name.endsWith(".ts") ? name.replace(".", "\\.") + "$" : `${name}/`)).join("|")})`;

const importOrder = order.slice(0, -1).map((names, at) => ({
  name: `order: ${names.join(", ")}`,
  comment: "A slice, and a file beside the slices, imports only from what stands to its left.",
  severity: "error",
  from: { path: pathOf(names) },
  to: { path: pathOf(order.slice(at + 1).flat()) },
}));
const placed = pathOf(order.flat());

module.exports = {
  forbidden: [
    ...importOrder,
    {
      name: "placed: from",
      comment: "Every slice and every file beside the slices has its place in the order.",
      severity: "error",
      from: { path: src, pathNot: [placed, tests] },
      to: {},
    },
    { name: "placed: to", severity: "error", from: {}, to: { path: src, pathNot: placed } },
    {
      name: "private-sql",
      comment: "SQL is private to its slice.",
      severity: "error",
      from: { path: `${src}([^/]+)/` },
      to: { path: `${src}[^/]+/.*\\.sql\\.ts$`, pathNot: `${src}$1/` },
    },
    {
      name: "private-sql-root",
      severity: "error",
      from: { path: `${src}[^/]+\\.ts$` },
      to: { path: `${src}[^/]+/.*\\.sql\\.ts$` },
    },
    {
      name: "pure-rules",
      comment: "A rule does no I/O.",
      severity: "error",
      from: { path: `${src}rules/`, pathNot: tests },
      to: {
        pathNot: [
          `${src}rules/`,
          `${src}vocabulary/`,
          `${src}problems\\.ts$`,
          "^net$",
          "(^|/)node_modules/ipaddr\\.js/",
        ],
      },
    },
    {
      name: "no-circles",
      comment: "Types count: what needs each other's types is one thing in two files.",
      severity: "error",
      from: { path: "^packages/" },
      to: { circular: true },
    },
    {
      name: "tests-stay-out",
      comment: "Nothing shipped imports a test.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "(\\.test\\.tsx?$|^packages/[^/]+/test/)" },
    },
    {
      name: "no-server-in-browser",
      severity: "error",
      from: { path: "^packages/(web|sdk)/src/" },
      // The table of page addresses and two rules, of where one may be sent back to and of how typed codes are read, import nothing and are read on both sides.
      to: {
        path: "^packages/server/",
        pathNot: `${src}(addresses|rules/requests/return-to|rules/authenticators/typed)\\.ts$`,
      },
    },
    {
      name: "pure-addresses",
      comment: "The browser bundles it.",
      severity: "error",
      from: { path: `${src}(addresses|rules/requests/return-to|rules/authenticators/typed)\\.ts$` },
      to: { path: ".*" },
    },
    {
      name: "no-unlisted-packages",
      severity: "error",
      from: { path: "^packages/", pathNot: tests },
      to: { dependencyTypes: ["npm-no-pkg", "unknown"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json"],
      conditionNames: ["import", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
