import { fileVariableOf } from "./config/read-settings.ts";
import { settings } from "./config/settings.ts";
import { describeAssurance } from "./assurance-table.ts";
import { describeCatalogue } from "./audit/describe-catalogue.ts";
import { describeProxyPaths } from "./describe-addresses.ts";
import { createOpenApi } from "./http/openapi.ts";
import { problemSchemaName } from "./http/problem-schemas.ts";
import { whos } from "./http/who.ts";
import { problemOf, problems, problemSlugs, type ProblemSlug } from "./problems.ts";
import { routes } from "./routes.ts";
import { version } from "./version.ts";
import { staleProofIsFine } from "./vocabulary/stale-proof.ts";

/** What is generated from the code and committed: file name, below the repository's root, to content. */
export function generateReference(): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    "docs/openapi.json": `${JSON.stringify(createOpenApi(routes, version), null, 2)}\n`,
    "docs/assurance.md": describeAssurance(),
    "docs/configuration.md": describeSettings(),
    "docs/events.md": describeCatalogue(),
    "docs/routes.md": describeRoutes(),
    "packages/sdk/src/generated/problems.ts": describeProblemsToClients(),
    "docs/problems/README.md": `# Problems\n\nEvery refusal of the API is one of these (RFC 9457). Generated from \`packages/server/src/problems.ts\`.\n\n${Object.entries(
      problems,
    )
      .map(([slug, { status, title }]) => `- [\`${slug}\`](${slug}.md) (${status}): ${title}`)
      .join("\n")}\n`,
  };
  for (const slug of problemSlugs) files[`docs/problems/${slug}.md`] = describeProblem(slug);
  return files;
}

/** What is generated into documents that people write: file name to place in it, between two markers, to content. */
export function generateParts(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return { "docs/guides/beside-an-app.md": describeProxyPaths() };
}

function describeProblem(slug: ProblemSlug): string {
  const { status, title, meaning, members } = problemOf(slug);
  const names = Object.entries(members ?? {}).map(
    ([name, schema]) => `\`${name}\`${schema.safeParse(undefined).success ? " (not always)" : ""}`,
  );
  const carries = names.length > 0 ? `\nBeside the standard's members it carries: ${names.join(", ")}.\n` : "";
  return `# ${title}\n\n\`${slug}\`, HTTP ${status}\n\n${meaning}\n${carries}`;
}

/** The client's list of problems: each slug to the schema of its document. */
function describeProblemsToClients(): string {
  const lines = problemSlugs.map((slug) => `  ${JSON.stringify(slug)}: Schemas["${problemSchemaName(slug)}"];`);
  const slugs = problemSlugs.map((slug) => `  ${JSON.stringify(slug)},`);
  return `// Generated from packages/server/src/problems.ts by npm run generate.

import type { components } from "./schema.ts";

type Schemas = components["schemas"];

/** Every problem document the API answers, by its slug. */
export interface ProblemDocuments {
${lines.join("\n")}
}

export const problemSlugs: readonly (keyof ProblemDocuments)[] = [
${slugs.join("\n")}
];
`;
}

function describeSettings(): string {
  const rows = settings.map((setting) => {
    const { name, default: standard, about, secret } = setting;
    const names = [name, fileVariableOf(setting) ?? name];
    const variables = [...new Set(names)].map((each) => `\`${each}\``).join(" or ");
    return `| ${variables} | ${standard ? `\`${standard}\`` : ""} | ${about.replaceAll("|", "\\|")}${secret ? " **Secret.**" : ""} |`;
  });
  return `# Configuration\n\nSettings are environment variables. One that is unknown is an error at start, so a typing mistake never goes unnoticed.\nA secret can be given in a file instead: \`…_FILE\` is the path of one whose content, without a last line feed, is the value.\n\`npm run mortise -- config\` prints what is in force. Generated from \`packages/server/src/config/settings/\`.\n\n| variable | default | |\n|---|---|---|\n${rows.join("\n")}\n`;
}

function describeRoutes(): string {
  const rows = routes.map(({ method, path, who, origin, throttle, stepUp, does }) => {
    const limit =
      throttle === "unthrottled" ? "" : `${throttle.limit} in ${throttle.windowSeconds} s by ${throttle.per}`;
    return `| ${method} | \`${path}\` | ${who} | ${origin} | ${limit} | ${stepUp === "none" ? "" : stepUp}${does.asks ? `, when ${does.asks.when}` : ""} | ${does.summary} |`;
  });
  const means = Object.entries(whos).filter(([, { gives }]) => gives !== "member");
  const legend = [...means.map(([who, each]) => `- \`${who}\`: ${each.means}`), `- any other: ${whos.leave.means}`];
  const fine = Object.entries(staleProofIsFine).map(([name, why]) => `- \`${name}\`: ${why}`);
  return `# Routes\n\nThe table in \`packages/server/src/routes.ts\`, as text, so that a review sees every change of it. Who may call:\n\n${legend.join("\n")}\n\nWhat changes something for somebody asks for fresh proof of the operation that stands there, or says why a session whose proof is stale may do it all the same:\n\n${fine.join("\n")}\n\n| method | path | who | origin | throttle | step-up | |\n|---|---|---|---|---|---|---|\n${rows.join("\n")}\n`;
}
