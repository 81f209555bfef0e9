// `node tools/package.mjs server|sdk|web`: all that the package of that name holds. `npm pack` asks for it.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildStale } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const entries = { server: "src/index.ts", sdk: "src/client.ts", web: "src/index.ts" };

async function buildLibrary(folder, entry) {
  const { build } = await import("vite");
  await build({
    root: folder,
    configFile: false,
    logLevel: "warn",
    build: {
      target: "es2022",
      minify: false,
      emptyOutDir: true,
      lib: { entry: join(folder, entry), formats: ["es"], fileName: "index", cssFileName: "style" },
      rollupOptions: {
        // A host has its own copy of React; a second one in its page would own none of the hooks.
        external: (id) => !id.startsWith(".") && !isAbsolute(id),
        // Frameworks that render on a server must know that these run in the browser.
        output: { banner: folder.endsWith("web") ? '"use client";' : "" },
      },
    },
  });
}

/** Writes the declarations of the entry and of all that they name, and nothing else's. `npm run typecheck` has judged the types. */
function declare(folder, entry) {
  const work = mkdtempSync(join(tmpdir(), "mortise-declarations-"));
  const output = join(work, "out");
  const project = join(work, "tsconfig.json");
  const emit = { noEmit: false, noCheck: true, declaration: true, emitDeclarationOnly: true, stripInternal: true };
  const places = { rootDir: join(root, "packages"), outDir: output, typeRoots: [join(root, "node_modules/@types")] };
  writeFileSync(
    project,
    JSON.stringify({
      extends: join(folder, "tsconfig.json"),
      compilerOptions: { ...emit, ...places, types: ["node"] },
      files: [join(folder, entry), ...(folder.endsWith("web") ? [join(root, "node_modules/vite/client.d.ts")] : [])],
      include: [],
    }),
  );
  const compiler = join(root, "node_modules/typescript7/bin/tsc");
  const ran = spawnSync(process.execPath, [compiler, "-p", project], { encoding: "utf8" });
  if (ran.status !== 0) throw new Error(ran.stdout);
  const name = folder.slice(join(root, "packages/").length);
  const first = join(output, name, declarationOf(entry));
  const named = new Map();
  readDeclarations(first, named);
  const source = join(output, name, "src/");
  for (const [file, text] of named) {
    if (!file.startsWith(source)) throw new Error(`${file} belongs to another package.`);
    const to = join(folder, "dist", file === first ? "index.d.ts" : file.slice(source.length));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, text);
  }
  rmSync(work, { recursive: true });
}

function declarationOf(path) {
  return path.replace(/\.tsx?$/, ".d.ts");
}

// Names of modules end in .js, as every resolution understands them; style sheets have no types.
function readDeclarations(file, named) {
  if (named.has(file)) return;
  const written = readFileSync(file, "utf8");
  const text = written.replaceAll(/^import ".*\.css";\n/gm, "").replaceAll(/"(\.{1,2}\/[^"]+?)\.tsx?"/g, '"$1.js"');
  named.set(file, /from "node:/.test(written) ? `/// <reference types="node" />\n${text}` : text);
  for (const [, path] of text.matchAll(/"(\.{1,2}\/[^"]+?)\.js"/g))
    readDeclarations(join(dirname(file), `${path}.d.ts`), named);
}

const name = process.argv[2];
const entry = entries[name];
if (entry === undefined) throw new Error("Say which: server, sdk or web.");
const folder = join(root, "packages", name);
if (name === "server") await buildStale();
else await buildLibrary(folder, entry);
declare(folder, entry);
for (const file of ["LICENSE", "NOTICE"]) cpSync(join(root, file), join(folder, file));
