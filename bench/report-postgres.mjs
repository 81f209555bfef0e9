import { ratios, summarize } from "./statistics.mjs";

const whole = (value) => Math.round(value).toLocaleString("en-US");
const hundredth = (value) => `${value.toFixed(2)} ×`;
const range = ({ min, max }, form) => `${form(min)} – ${form(max)}`;

/** Microseconds of CPU for one check, round by round. */
const each = ({ perSecond }, cpu) => cpu.map((share, round) => (share / perSecond[round]) * 1e6);
const sumOf = (result) => {
  const [node, database] = [each(result, result.serverCpu), each(result, result.databaseCpu)];
  return node.map((value, round) => value + (database[round] ?? 0));
};

/** The session check on PostgreSQL, and what a second worker brings. */
export function postgresTable({ postgres, settings: { postgres: settings } }) {
  const { one, oneBare, many, manyBare, workers, file, fileWorkers } = postgres;
  const bare = "`node:http` and a pool of pg, the same row by a named statement";
  const rows = [
    ["`GET /v1/session`, 1 connection", one],
    [`${bare}, 1 connection`, oneBare],
    [`\`GET /v1/session\`, ${settings.connections} connections`, many],
    [`${bare}, ${settings.connections} connections`, manyBare],
    ["The same of two workers (`MORTISE_WORKERS=2`)", workers],
    ["On SQLite", file],
    ["On SQLite, of two workers", fileWorkers],
  ];
  const ratioRow = (name, { median, ...ends }) => `| ${name} | **${hundredth(median)}** | ${range(ends, hundredth)} |`;
  return [
    "## Session checks on PostgreSQL",
    "| | a second | range | Node's CPU for one | the database's | both | load's CPU |",
    "|---|--:|--:|--:|--:|--:|--:|",
    ...rows.map(([name, result]) => throughputRow(name, result)),
    "",
    "| | median | range |",
    "|---|--:|--:|",
    ...(one.serverCpu.length > 0
      ? [
          ratioRow("CPU for a check ÷ the bare way's, 1 connection", ratios(sumOf(one), sumOf(oneBare))),
          ratioRow(
            `CPU for a check ÷ the bare way's, ${settings.connections} connections`,
            ratios(sumOf(many), sumOf(manyBare)),
          ),
        ]
      : []),
    ratioRow("Checks a second of two workers ÷ one, PostgreSQL", ratios(workers.perSecond, many.perSecond)),
    ratioRow("Checks a second of two workers ÷ one, SQLite", ratios(fileWorkers.perSecond, file.perSecond)),
    "",
    "CPU is that of all processes of the server, and of all of the database's. The load and the database share the machine with the workers.",
  ];
}

function throughputRow(name, result) {
  const counted = summarize(result.perSecond);
  const micro = (values) => (values.length > 0 ? `${whole(summarize(values).median)} µs` : "");
  const [node, database] = [each(result, result.serverCpu), each(result, result.databaseCpu)];
  const cells = [micro(node), micro(database), `**${micro(sumOf(result))}**`];
  const load = `${(summarize(result.loadCpu).median * 100).toFixed(1)} %`;
  return `| ${name} | **${whole(counted.median)}** | ${range(counted, whole)} | ${cells.join(" | ")} | ${load} |`;
}
