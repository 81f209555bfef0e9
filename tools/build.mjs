// Builds what is stale: the server bundle and the hosted pages. `--all` builds both whatever their state.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const server = join(root, "packages/server");
const web = join(root, "packages/web");
const pages = join(server, "pages");

const targets = [
  {
    name: "server",
    inputs: ["packages/server/src", "packages/server/package.json", "package-lock.json", "tools/build.mjs"],
    output: join(server, "dist"),
    run: buildServer,
  },
  {
    name: "pages",
    inputs: [
      "packages/web/src",
      "packages/web/index.html",
      "packages/web/vite.config.ts",
      "packages/sdk/src",
      "packages/server/src/addresses.ts",
      "package-lock.json",
      "tools/build.mjs",
    ],
    output: pages,
    run: buildPages,
  },
];

/** Builds the targets whose sources changed since their last build; only the one named, when one is. */
export async function buildStale({ all = false, only } = {}) {
  for (const { name, inputs, output, run } of targets) {
    if (only !== undefined && name !== only) continue;
    const stamp = join(output, ".built");
    const digest = digestOf(inputs);
    if (!all && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) continue;
    console.log(`Building the ${name} …`);
    await run();
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, digest);
  }
}

// Content, not dates: a checkout touches every file and changes none.
function digestOf(inputs) {
  const hash = createHash("sha256");
  for (const input of inputs)
    for (const file of filesIn(join(root, input))) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest("hex");
}

function filesIn(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => (name.includes(".test.") ? [] : filesIn(join(path, name))));
}

async function buildServer() {
  const { build } = await import("vite");
  await build({
    root: server,
    configFile: false,
    logLevel: "warn",
    build: {
      ssr: true,
      target: "node20",
      outDir: "dist",
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      rollupOptions: {
        input: {
          main: join(server, "src/main.ts"),
          cli: join(server, "src/cli.ts"),
          index: join(server, "src/index.ts"),
          reference: join(server, "src/reference.ts"),
          verify: join(server, "src/verify.ts"),
        },
        output: { format: "esm", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
    // Everything but the two packages with native code, and the built-in they stand in for.
    ssr: { noExternal: true, external: ["@node-rs/argon2", "@photostructure/sqlite", "node:sqlite", "pg-native"] },
    plugins: [carriedSqlite],
  });
  carrySqlite();
}

/** The driver for a Node without one of its own is carried inside the build: as a dependency it would run an install script. */
const carriedSqlite = {
  name: "carried-sqlite",
  transform(code, id) {
    if (!id.endsWith("/database/dialects.ts")) return undefined;
    return { code: code.replace('"@photostructure/sqlite"', '"./sqlite/dist/index.cjs"'), map: null };
  },
};

// With its ready-made binaries, and what picks the right one of them.
function carrySqlite() {
  const modules = join(root, "node_modules");
  const from = join(modules, "@photostructure/sqlite");
  const to = join(server, "dist/sqlite");
  cpSync(join(from, "prebuilds"), join(to, "prebuilds"), { recursive: true });
  cpSync(join(from, "LICENSE"), join(to, "LICENSE"));
  mkdirSync(join(to, "dist"));
  const driver = readFileSync(join(from, "dist/index.cjs"), "utf8");
  writeFileSync(
    join(to, "dist/index.cjs"),
    driver
      .replace('require("node-gyp-build")', 'require("./node-gyp-build.cjs")')
      .replace(/^\/\/# sourceMapping.*$/m, ""),
  );
  cpSync(join(modules, "node-gyp-build/node-gyp-build.js"), join(to, "dist/node-gyp-build.cjs"));
  cpSync(join(modules, "node-gyp-build/LICENSE"), join(to, "dist/LICENSE"));
}

async function buildPages() {
  const { build } = await import("vite");
  const output = { outDir: pages, emptyOutDir: true };
  // Whoever runs tests builds too, and has another: React would come with what only its developers need.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = "production";
  try {
    await build({ root: web, configFile: join(web, "vite.config.ts"), logLevel: "warn", build: output });
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
  for (const file of filesIn(join(pages, "assets"))) packFile(file);
}

// Text. Pictures and fonts are packed in themselves.
const packs = /\.(js|css|svg|txt|json|map)$/;

/** Writes a file as it is sent to those who unpack it, beside itself, unless that is no smaller. */
function packFile(file) {
  if (!packs.test(file)) return;
  const plain = readFileSync(file);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_MAX_QUALITY } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY, [BROTLI_PARAM_SIZE_HINT]: plain.length };
  const packed = { br: brotliCompressSync(plain, { params }), gz: gzipSync(plain, { level: 9 }) };
  for (const [ending, bytes] of Object.entries(packed))
    if (bytes.length < plain.length) writeFileSync(`${file}.${ending}`, bytes);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await buildStale({ all: process.argv.includes("--all") });
