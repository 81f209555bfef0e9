import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PageLink } from "../addresses.ts";
import { escape } from "../delivery/mail.ts";
import { problems, type ProblemSlug } from "../problems.ts";
import type { Config } from "../config/config.ts";
import type { World } from "../services.ts";
import type { App } from "./app-parts.ts";
import { pagesCss } from "./pages-css.ts";

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

/** Serves the pages' assets and a page for every problem. Answers how to serve the one document that is every page; the browser's router does the rest. */
export function mountPages(app: App, { config }: World): (status: number) => Response {
  // Beside the bundle, in the repository and in the installed package; a source file stands one folder deeper.
  const root = fileURLToPath(
    new URL(import.meta.url.includes("/dist/") ? "../pages/" : "../../pages/", import.meta.url),
  );
  const files = readFiles(root);
  const index = indexUnder(config.basePath, files.get("/index.html"));
  const page = (status: number): Response =>
    index
      ? new Response(index, { status, headers: pageHeaders })
      : new Response("The web pages are not built. Run npm run build.\n", { status: 503, headers: plain });
  mountFiles(app, files);
  app.get("/problems/:slug", (context) => {
    const slug = context.req.param("slug");
    return Object.hasOwn(problems, slug)
      ? new Response(renderProblemPage(config, slug as ProblemSlug), { headers: pageHeaders })
      : context.notFound();
  });
  return page;
}

// Built once for every base path: what it loads is relative there, and the router is told where it stands.
function indexUnder(basePath: string, built: Uint8Array | undefined): string | undefined {
  if (!built) return undefined;
  return Buffer.from(built)
    .toString()
    .replaceAll(/(href|src)="\.\//g, `$1="${basePath}/`)
    .replace('data-base-path=""', `data-base-path="${basePath}"`);
}

function mountFiles(app: App, files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): void {
  for (const [path, bytes] of files) {
    if (path === "/index.html" || path === "/.built") continue;
    const cache = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    app.get(path, () => new Response(bytes, { headers: fileHeaders(path, cache) }));
  }
  app.get("/pages.css", () => new Response(pagesCss, { headers: fileHeaders("/pages.css", "no-cache") }));
}

function fileHeaders(path: string, cache: string): Record<string, string> {
  const type = contentTypes[extname(path)] ?? "application/octet-stream";
  return { "content-type": type, "cache-control": cache };
}

function readFiles(root: string): Map<string, Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
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
