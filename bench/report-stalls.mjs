import { summarize } from "./statistics.mjs";

const names = {
  nothing: "Nothing else",
  burst: (sizes) => `${whole(sizes.events)} events recorded at once are sealed, and told`,
  sweep: (sizes) => `${whole(sizes.over)} ended sessions are swept from ${whole(sizes.sessions + sizes.over)}`,
  backup: "`mortise backup`",
};
const whole = (value) => value.toLocaleString("en-US");
const tenth = (value) => value.toFixed(1);

/** How long a session check waits while the server has other work. */
export function stallTable(stalls, sizes) {
  const row = ([name, text]) => {
    const { p99, longest, seconds, cpu } = stalls[name];
    const title = typeof text === "function" ? text(sizes) : text;
    const cells = [
      `**${tenth(summarize(p99).median)} ms**`,
      `${tenth(Math.max(...longest))} ms`,
      `${tenth(summarize(seconds).median)} s`,
      cpu.includes(null) ? "" : `${tenth(summarize(cpu).median)} s`,
    ];
    return `| ${title} | ${cells.join(" | ")} |`;
  };
  return [
    "## While other work is done",
    `\`GET /v1/session\` every 4 ms, each on a connection of its own, of a server with ${whole(sizes.sessions)} sessions. Asked: a 99th percentile of at most 25 ms, and none longer than 60 ms.`,
    "",
    "| beside | 99th percentile | longest | how long it took | the server's CPU meanwhile |",
    "|---|--:|--:|--:|--:|",
    ...Object.entries(names).map(row),
    "",
    `Median of ${sizes.rounds} rounds, the longest of all. The server had answered for a second and a half before.`,
  ];
}
