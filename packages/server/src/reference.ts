import { describeAssurance } from "./assurance-table.ts";
import { describeCatalogue } from "./audit/describe-catalogue.ts";
import { describeProxyPaths } from "./describe-addresses.ts";
import { createOpenApi } from "./http/openapi.ts";
import { problems } from "./problems.ts";
import { routes } from "./routes.ts";
import type { Setting } from "./setting.ts";
import { settings } from "./settings.ts";
import { version } from "./version.ts";

/** What is generated from the code and committed: file name, below the repository's root, to content. */
export function generateReference(): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    "docs/openapi.json": `${JSON.stringify(createOpenApi(routes, version), null, 2)}\n`,
    "docs/assurance.md": describeAssurance(),
    "docs/configuration.md": describeSettings(),
    "docs/events.md": describeCatalogue(),
    "docs/routes.md": describeRoutes(),
    "docs/problems/README.md": `# Problems\n\nEvery refusal of the API is one of these (RFC 9457). Generated from \`packages/server/src/problems.ts\`.\n\n${Object.entries(
      problems,
    )
      .map(([slug, { status, title }]) => `- [\`${slug}\`](${slug}.md) (${status}): ${title}`)
      .join("\n")}\n`,
  };
  for (const [slug, { status, title, meaning }] of Object.entries(problems))
    files[`docs/problems/${slug}.md`] = `# ${title}\n\n\`${slug}\`, HTTP ${status}\n\n${meaning}\n`;
  return files;
}

/** What is generated into documents that people write: file name to place in it, between two markers, to content. */
export function generateParts(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return { "docs/guides/beside-an-app.md": describeProxyPaths() };
}

function describeSettings(): string {
  const rows = Object.entries<Setting>(settings).map(
    ([name, { default: standard, about, secret }]) =>
      `| \`${name}\` | ${standard === undefined ? "" : `\`${standard}\``} | ${about.replaceAll("|", "\\|")}${secret ? " **Secret.**" : ""} |`,
  );
  return `# Configuration\n\nSettings are environment variables. One that is unknown is an error at start, so a typing mistake never goes unnoticed.\n\`npm run mortise -- config\` prints what is in force. Generated from \`packages/server/src/settings.ts\`.\n\n| variable | default | |\n|---|---|---|\n${rows.join("\n")}\n`;
}

function describeRoutes(): string {
  const rows = routes.map(({ method, path, who, throttle, stepUp, does }) => {
    const limit =
      throttle === "unthrottled" ? "" : `${throttle.limit} in ${throttle.windowSeconds} s by ${throttle.per}`;
    return `| ${method} | \`${path}\` | ${who} | ${limit} | ${stepUp === "none" ? "" : stepUp} | ${does.summary} |`;
  });
  return `# Routes\n\nThe table in \`packages/server/src/routes.ts\`, as text, so that a review sees every change of it.\n\n| method | path | who | throttle | step-up | |\n|---|---|---|---|---|---|\n${rows.join("\n")}\n`;
}
