import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pages, type PageLink, type PageName } from "../addresses.ts";
import { escape } from "../delivery/mail.ts";
import { problems, type ProblemSlug } from "../problems.ts";
import type { Config } from "../config/config.ts";
import type { World } from "../services.ts";
import type { App } from "./app-parts.ts";
import { describeDeployment } from "./endpoints/deployment.ts";
import { pagesCss } from "./pages-css.ts";
import { headersOf, type ReadHeader } from "./read-header.ts";
import { type Forms, packedEnding, packText, serveFile } from "./static-file.ts";
import { type Packing, packings } from "../rules/requests/encoding.ts";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

const plain = { "content-type": "text/plain; charset=utf-8" };

const csp = [
  "default-src 'none'",
  "object-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "manifest-src 'self'",
  "require-trusted-types-for 'script'",
].join("; ");

const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": csp,
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** Answers with the document of a page, or of an address where none is. */
export type ServePage = (read: ReadHeader, name: PageName | undefined) => Response;

/** Serves the pages' assets and a page for every problem. Answers how to serve the document that is every page; the browser's router does the rest. */
export function mountPages(app: App, { config }: World): ServePage {
  // Beside the bundle, in the repository and in the installed package; a source file stands one folder deeper.
  const root = fileURLToPath(
    new URL(import.meta.url.includes("/dist/") ? "../pages/" : "../../pages/", import.meta.url),
  );
  const files = readFiles(root);
  mountFiles(app, files);
  app.get("/problems/:slug", (context) => {
    const slug = context.req.param("slug");
    return Object.hasOwn(problems, slug)
      ? new Response(renderProblemPage(config, slug as ProblemSlug), { headers: pageHeaders })
      : context.notFound();
  });
  const built = files.get("/index.html")?.plain;
  return built
    ? serveDocument(config, Buffer.from(built).toString())
    : () => new Response("The web pages are not built. Run npm run build.\n", { status: 503, headers: plain });
}

function serveDocument(config: Config, built: string): ServePage {
  const document = documentOf(config, built);
  const serve = (html: string) => serveFile(() => packText(html), pageHeaders);
  const signedIn = serve(document);
  const open = serve(withoutSignedIn(document));
  return (read, name) =>
    name !== undefined && pages[name].who !== "anyone" ? signedIn(read) : open(read, name === undefined ? 404 : 200);
}

/** Without what only pages behind the sign-in load, which the build has marked. */
function withoutSignedIn(document: string): string {
  const [before = "", rest] = document.split("<!-- signed-in -->");
  const [, after = ""] = rest?.split("<!-- end -->") ?? [];
  return rest === undefined ? document : before + after.trimStart();
}

// Built once for every deployment: what it loads is relative there, and what all pages must know of the deployment is told here, so that none has to ask first.
function documentOf(config: Config, built: string): string {
  const { basePath } = config;
  const deployment = escape(JSON.stringify(describeDeployment(config)));
  return built
    .replaceAll(/(href|src)="\.\//g, `$1="${basePath}/`)
    .replace('data-base-path=""', `data-base-path="${basePath}"`)
    .replace('data-deployment=""', () => `data-deployment="${deployment}"`);
}

function mountFiles(app: App, files: ReadonlyMap<string, Forms>): void {
  const mount = (path: string, file: () => Forms, cache: string): void => {
    const type = contentTypes[extname(path)] ?? "application/octet-stream";
    const serve = serveFile(file, { "content-type": type, "cache-control": cache });
    app.get(path, (context) => serve(headersOf(context.req.raw)));
  };
  for (const [path, forms] of files)
    if (path !== "/index.html")
      mount(path, () => forms, path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
  mount("/pages.css", () => packText(pagesCss), "no-cache");
}

/** The pages' files with what the build packed of them. One that was not packed, such as a picture, is sent as it is. */
function readFiles(root: string): Map<string, Forms> {
  const read = readAll(root);
  const packedAs = (path: string) => packings.map((packing) => [packing, `${path}${packedEnding[packing]}`] as const);
  const files = [...read.keys()].filter((path) => !isPacked(path) && path !== "/.built");
  return new Map(
    files.map((path) => {
      const packed: Partial<Record<Packing, Bytes>> = {};
      for (const [packing, name] of packedAs(path)) if (read.has(name)) packed[packing] = read.get(name)!;
      return [path, { plain: read.get(path)!, packed }];
    }),
  );
}

const isPacked = (path: string): boolean => packings.some((packing) => path.endsWith(packedEnding[packing]));

type Bytes = Forms["plain"];

function readAll(root: string): Map<string, Bytes> {
  const files = new Map<string, Bytes>();
  try {
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      files.set(`/${path.slice(root.length).replaceAll("\\", "/")}`, new Uint8Array(readFileSync(path)));
    }
  } catch {
    // Not built: the API works without pages.
  }
  return files;
}

function renderProblemPage({ productName, basePath }: Config, slug: ProblemSlug): string {
  const { title, status, meaning } = problems[slug];
  const home: PageLink = "/security";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · ${escape(productName)}</title><link rel="stylesheet" href="${basePath}/pages.css"></head>
<body><main><p>Problem <code>${slug}</code>, HTTP ${status}</p><h1>${escape(title)}</h1><p>${escape(meaning).replaceAll(/`([^`]+)`/g, "<code>$1</code>")}</p><p><a href="${basePath}${home}">Back to your account</a></p></main></body></html>`;
}
