// Which slice may import which: each only those to its left. And nobody imports another slice's SQL.
const src = "^packages/server/src/";
const tests = "(\\.test\\.tsx?$|^packages/[^/]+/test/)";
const order = [
  ["crypto", "database", "delivery"],
  ["rules"],
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
  ["alerts"],
  ["http"],
];

const sliceOrder = order.slice(0, -1).map((names, at) => ({
  name: `order-of-slices: ${names.join(", ")}`,
  comment: "A slice imports only from those to its left.",
  severity: "error",
  from: { path: `${src}(${names.join("|")})/` },
  to: {
    path: `${src}(${order
      .slice(at + 1)
      .flat()
      .join("|")}|routes\\.ts|index\\.ts|main\\.ts|cli\\.ts)(/|$)`,
  },
}));

module.exports = {
  forbidden: [
    ...sliceOrder,
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
      to: { pathNot: [`${src}rules/`, `${src}problems\\.ts$`, "^net$", "node:net"] },
    },
    {
      name: "no-circles",
      severity: "error",
      from: { path: "^packages/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
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
      // The table of page addresses, which itself imports nothing, is read on both sides.
      to: { path: "^packages/server/", pathNot: `${src}addresses\\.ts$` },
    },
    {
      name: "pure-addresses",
      comment: "The browser bundles it.",
      severity: "error",
      from: { path: `${src}addresses\\.ts$` },
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
