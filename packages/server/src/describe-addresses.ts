import { pageNames, patternsOf, wellKnown } from "./addresses.ts";

// What is served beside the pages. What an operator's own tools ask (health, metrics, the outbox) is not for a public proxy.
const beside = ["/v1/*", "/assets/*", "/pages.css", "/problems/*", "/openapi.json"];

/** What a proxy sends to Mortise where it shares a host with an app, for the guide: name of the place in it, to content. */
export function describeProxyPaths(): Readonly<Record<string, string>> {
  const paths = [...pagePaths(), ...beside];
  return {
    "proxy paths": fenced("", [...inLines(paths), ...inLines(Object.values(wellKnown))]),
    "proxy configuration": configurationOf(expressionOf(paths)),
    "proxy configuration under a prefix": configurationOf(`^/auth(/|$)|${atRoot()}`),
  };
}

function configurationOf(expression: string): string {
  return fenced("nginx", [
    `location ~ ${expression} {`,
    "    proxy_pass http://127.0.0.1:3000;",
    "    proxy_set_header Host $host;",
    "    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
    "}",
    "location / {",
    "    proxy_pass http://127.0.0.1:8000;",
    "    proxy_set_header Host $host;",
    "}",
  ]);
}

/** `/security` and `/security/*`: by first segment, for the root of the host stays the app's. */
function pagePaths(): string[] {
  const patterns = pageNames.filter((name) => name !== "home").flatMap(patternsOf);
  const paths = patterns.map((pattern) => {
    const [, first = "", ...rest] = pattern.split("/");
    return rest.length === 0 ? `/${first}` : `/${first}/*`;
  });
  return [...new Set(paths)];
}

function expressionOf(paths: readonly string[]): string {
  const areas = paths.filter((path) => path.endsWith("/*")).map((path) => path.slice(1, -2));
  const exact = paths.filter((path) => !path.endsWith("/*")).map((path) => path.slice(1));
  const single = exact.filter((path) => !areas.includes(path)).map(escaped);
  return `^/(${areas.join("|")})(/|$)|^/(${single.join("|")})$|${atRoot()}`;
}

function atRoot(): string {
  const names = Object.values(wellKnown).map((path) => escaped(path.replace("/.well-known/", "")));
  return `^/\\.well-known/(${names.join("|")})$`;
}

const escaped = (path: string): string => path.replaceAll(".", "\\.");

function inLines(paths: readonly string[]): string[] {
  const lines: string[] = [];
  for (const path of paths) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + path.length < 120) lines[lines.length - 1] = `${last}  ${path}`;
    else lines.push(path);
  }
  return lines;
}

function fenced(language: string, lines: readonly string[]): string {
  return ["```" + language, ...lines, "```"].join("\n");
}
