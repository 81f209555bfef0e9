import { ratios, summarize } from "./statistics.mjs";

const whole = (value) => Math.round(value).toLocaleString("en-US");
const percent = (value) => `${(value * 100).toFixed(1)} %`;
const range = ({ min, max }, form) => `${form(min)} – ${form(max)}`;

/** What an event costs of the request it belongs to: the difference it makes to a bare write, against the rest of the request. */
function recordingShare({ alone, recorded, request }) {
  return summarize(
    request.map((whole, round) => (recorded[round] - alone[round]) / (whole - recorded[round] + alone[round])),
  );
}

/** What the event log costs, and how fast it is read. */
export function logTable({ log: { recording, history, sealing, exporting }, settings: { log } }) {
  const { exported, verified, lines } = exporting;
  const share = (dialect) => {
    const found = recordingShare(recording[dialect]);
    return `**${percent(found.median)}** | ${range(found, percent)}`;
  };
  const pages = ({ many, few }) => {
    const ratio = ratios(many, few);
    return `**${ratio.median.toFixed(2)} ×** | ${range(ratio, (value) => `${value.toFixed(2)} ×`)}`;
  };
  const micro = (values) => whole(summarize(values).median);
  const names = { sqlite: "SQLite", postgres: "PostgreSQL" };
  return [
    "## The event log",
    "| | median | range | asked |",
    "|---|--:|--:|--:|",
    ...Object.entries(names).map(
      ([key, name]) =>
        `| An event ÷ the rest of the request that records it (a renaming), ${name} | ${share(key)} | at most 15 % |`,
    ),
    ...Object.entries(names).map(
      ([key, name]) =>
        `| A page of a random account's history, asked over HTTP, among ${whole(log.many)} events ÷ among ${whole(log.few)}, ${name} | ${pages(history[key])} | at most 1.5 × |`,
    ),
    `| The same, of a file that must come from the disk, SQLite | ${pages(history.sqlite.cold)} | at most 4 × |`,
    ...Object.entries(names).map(
      ([key, name]) =>
        `| Events sealed a second, ${name} | **${whole(sealing[key].perSecond)}** | one run of ${whole(sealing[key].events)} | at least 5,000 |`,
    ),
    `| Memory of \`mortise export\`, ${whole(lines)} events | **${whole(exported.megabytes)} MB** | ${whole(exported.seconds)} s | under 150 MB |`,
    `| Lines \`mortise verify\` checks a second | **${whole(lines / verified.seconds)}** | ${whole(verified.seconds)} s, start included | over 50,000 |`,
    "",
    ...Object.entries(names).map(
      ([key, name]) =>
        `${name}: a write of one row ${micro(recording[key].alone)} µs, with its event ${micro(recording[key].recorded)} µs, the whole request ${micro(recording[key].request)} µs; a page of history ${micro(history[key].few)} and ${micro(history[key].many)} µs.`,
    ),
    `Of a file that must come from the disk, SQLite: ${micro(history.sqlite.cold.few)} and ${micro(history.sqlite.cold.many)} µs.`,
    "Memory is what the process allocated itself (RssAnon); SQLite's file is mapped, and the system's to give back.",
  ];
}
