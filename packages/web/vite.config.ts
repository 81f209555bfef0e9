import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin, type Rolldown } from "vite";

const server = "http://127.0.0.1:3000";
const source = (path: string): string => fileURLToPath(new URL(`src/${path}`, import.meta.url));

type Modules = Parameters<Rolldown.CodeSplittingNameFunction>[1];

/** A module and all that it cannot do without. */
function partsOf(id: string, modules: Modules, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  for (const each of modules.getModuleInfo(id)?.importedIds ?? []) partsOf(each, modules, found);
  return found;
}

const settings = source("app/settings-pages.tsx");
const common = ["leave-guard.tsx", "leave-dialog.tsx", "leave-strings.ts", "unload-guard.ts", "before-back.ts"].map(
  (name) => source(`app/${name}`),
);

/** Of the pages that are fetched when they are needed: whether a module is part of those for people who are signed in, and only of them. */
function placeOf(id: string, modules: Modules): "settings" | "shared" | null {
  // What pages behind the sign-in have in common, though only some of them: a file of its own would cost each of those more.
  if (common.includes(id)) return "settings";
  if (!partsOf(settings, modules).has(id)) return null;
  const fetched = modules.getModuleInfo(source("app/router.tsx"))?.dynamicallyImportedIds ?? [];
  return fetched.some((other) => other !== settings && partsOf(other, modules).has(id)) ? "shared" : "settings";
}

/** Has the document name what the pages behind the sign-in load. The server leaves it out of the others' (http/pages.ts). */
const hints: Plugin = {
  name: "hints",
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle = {} }) {
      const names = Object.keys(bundle).filter((name) => /^assets\/(settings|shared)-/.test(name));
      const links = names.map((name) =>
        name.endsWith(".css")
          ? `<link rel="preload" as="style" crossorigin href="./${name}">`
          : `<link rel="modulepreload" crossorigin href="./${name}">`,
      );
      return html.replace("</head>", ["<!-- signed-in -->", ...links, "<!-- end -->\n  </head>"].join("\n    "));
    },
  },
};

export default defineConfig({
  plugins: [react(), hints],
  // As in tsconfig.base.json: here the client is its source, in packages its build.
  resolve: { alias: { "@mortise/sdk": fileURLToPath(new URL("../sdk/src/client.ts", import.meta.url)) } },
  // One build for every base path: the server writes its own into the document.
  base: "./",
  build: {
    target: "es2022",
    // Inlined assets would become data: URLs in style sheets, which the content policy refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Every further file is a further wait: what the sign-in page needs is one, and what only the pages behind it need is another.
          groups: [
            { name: "start", tags: ["$initial"] },
            // First: a group takes what its modules import along.
            { name: (id, modules) => (placeOf(id, modules) === "shared" ? "shared" : null), debugName: "shared" },
            { name: (id, modules) => placeOf(id, modules), debugName: "settings" },
          ],
        },
      },
    },
  },
  server: {
    proxy: { "/v1": server, "/dev": server, "/problems": server, "/openapi.json": server },
  },
});
