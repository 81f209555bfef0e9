import { summarize } from "./statistics.mjs";

const whole = (value) => Math.round(value).toLocaleString("en-US");

const questionNames = {
  page: "A page of members",
  role: "Members with a role",
  protection: "Members without a second factor",
  search: "Members by name",
  secondFactor: "Preview of a required second factor",
  ipAllowlist: "Preview of an IP allowlist of 200 ranges",
};

/** What the pages of a large organization took. */
export function organizationTable({ organizations: { questions }, settings: { organizations } }) {
  const percentile = (values) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1];
  const hundredth = (value) => `${value.toFixed(2)} ×`;
  return [
    "## An organization of many members",
    `${whole(organizations.members)} members on PostgreSQL; whole requests over HTTP to the built server, each against the query behind it (of a list its own statement, of a preview the plain count written by hand). Asked: under 300 ms at the 95th percentile, 260 for the allowlist, under 3 × the query.`,
    "",
    "| | 95th percentile | median | the query's median | ratio of the medians |",
    "|---|--:|--:|--:|--:|",
    ...Object.entries(questions).map(([name, { request, bare }]) => {
      const [asked, query] = [summarize(request).median, summarize(bare).median];
      const ms = (value) => `${value.toFixed(1)} ms`;
      return `| ${questionNames[name]} | **${ms(percentile(request))}** | ${ms(asked)} | ${ms(query)} | **${hundredth(asked / query)}** |`;
    }),
  ];
}
