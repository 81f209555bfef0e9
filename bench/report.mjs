import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { figuresTable } from "./report-figures.mjs";
import { organizationTable } from "./report-organizations.mjs";
import { stallTable } from "./report-stalls.mjs";
import { stormTable } from "./report-storm.mjs";
import { driverName } from "./sqlite.mjs";
import { ratios, summarize } from "./statistics.mjs";

const whole = (value) => Math.round(value).toLocaleString("en-US");
const tenth = (value) => value.toFixed(1);
const percent = (value) => `${(value * 100).toFixed(1)} %`;
const hundredth = (value) => `${value.toFixed(2)} ×`;
const times = (value) => `${value.toFixed(1)} ×`;
const range = ({ min, max }, form) => `${form(min)} – ${form(max)}`;

/** What was measured, as the page that is committed and printed. */
export function renderReport(measured, { seconds, loadBefore }) {
  return [
    "# What `npm run bench` measured",
    "",
    ...circumstances(seconds, loadBefore),
    "",
    ...ratioTable(measured),
    "",
    ...sections.flatMap(([name, render]) => (measured[name] ? [...render(measured), ""] : [])),
    ...(measured.sessions ? [...method(measured.settings), ""] : []),
  ].join("\n");
}

/** What each leg found, in the order it is shown. A leg that did not run says nothing. */
const sections = [
  ["sessions", sessionTable],
  ["signIn", signInTable],
  ["storm", stormTable],
  ["passkey", passkeyTable],
  ["enumeration", enumerationTable],
  ["log", logTable],
  ["organizations", organizationTable],
  ["stalls", ({ stalls, settings }) => stallTable(stalls, settings.stalls)],
  ["figures", figuresTable],
];

function circumstances(seconds, loadBefore) {
  const minute = new Date().toISOString().slice(0, 16).replace("T", " ");
  const betterAuth = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.resolve("better-auth")), "utf8"),
  ).version;
  return [
    `${minute} UTC · ${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${whole(totalmem() / 2 ** 30)} GiB · ${process.platform} ·`,
    `Node ${process.version} · ${driverName} · better-auth ${betterAuth} · took ${whole(seconds)} s · load average before ${tenth(loadBefore)}, after ${tenth(loadavg()[0])}`,
  ];
}

function ratioTable({ sessions, signIn, passkey }) {
  const rows = [
    ...(sessions ? sessionRatios(sessions) : []),
    ...(signIn ? [["Password sign-in ÷ raw Argon2id", signIn.signIn, signIn.argon2, percent, "at least 75 %"]] : []),
  ];
  return [
    "## Ratios",
    "| | median | range | asked |",
    "|---|--:|--:|--:|",
    ...rows.map(([name, upper, lower, form, asked]) => {
      const ratio = ratios(upper.perSecond, lower.perSecond);
      return `| ${name} | **${form(ratio.median)}** | ${range(ratio, form)} | ${asked} |`;
    }),
    ...(passkey ? [passkeyRatio(passkey)] : []),
    "",
    "A ratio is taken within each round; median and range are those of the rounds' ratios.",
  ];
}

function sessionRatios(sessions) {
  return [
    ["Session check ÷ its limit", sessions.mortise, sessions.limit, percent, "at least 80 %"],
    ["Session check ÷ better-auth's", sessions.mortise, sessions.betterAuth, times, "at least 15 ×"],
    [
      "Session check ÷ `node:http` and a JWT (jose, RS256)",
      sessions.mortise,
      sessions.jose,
      hundredth,
      "at least 1.15 ×",
    ],
    ["Session check ÷ a bare Hono app's signed cookie", sessions.mortise, sessions.hono, hundredth, ""],
    [
      "Session check, many stored ÷ the limit's, as many stored",
      sessions.mortiseLarge,
      sessions.limitLarge,
      percent,
      "at least 70 %",
    ],
    [
      "The same beside 50 changes a second ÷ without",
      sessions.mortiseBeside,
      sessions.mortiseLarge,
      percent,
      "at least 80 %",
    ],
    [
      "Session check ÷ one that writes the last activity",
      sessions.mortise,
      sessions.mortiseIdle,
      hundredth,
      "at most 1.4 ×",
    ],
    ["Session check of a member ÷ of nobody's", sessions.mortiseMembers, sessions.mortise, percent, "at least 95 %"],
    [
      "Asked in addition whether it may act in a workspace: with policies ÷ without any",
      sessions.mortiseThere,
      sessions.mortiseThereFree,
      percent,
      "at least 95 %",
    ],
    [
      "The same, of a member with policies ÷ nobody's plain check",
      sessions.mortiseThere,
      sessions.mortise,
      percent,
      "",
    ],
  ];
}

function passkeyRatio({ judged, bare }) {
  const ratio = ratios(judged, bare);
  return `| Time to judge a passkey's answer ÷ the library's bare verification | **${hundredth(ratio.median)}** | ${range(ratio, hundredth)} | at most 1.3 × |`;
}

/** What an event costs of the request it belongs to: the difference it makes to a bare write, against the rest of the request. */
function recordingShare({ alone, recorded, request }) {
  return summarize(
    request.map((whole, round) => (recorded[round] - alone[round]) / (whole - recorded[round] + alone[round])),
  );
}

function logTable({ log: { recording, history, sealing, exporting }, settings: { log } }) {
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
        `| A page of a random account's history among ${whole(log.many)} events ÷ among ${whole(log.few)}, ${name} | ${pages(history[key])} | at most 1.5 × |`,
    ),
    `| The same, of a file that must come from the disk, SQLite | ${pages(history.sqlite.cold)} | at most 4 × |`,
    ...Object.entries(names).map(
      ([key, name]) =>
        `| Events sealed a second, ${name} | **${whole(sealing[key])}** | one run of ${whole(log.sealed)} | at least 5,000 |`,
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

function passkeyTable({ passkey: { judged, bare } }) {
  const row = (name, times) =>
    `| ${name} | **${whole(summarize(times).median)}** | ${range(summarize(times), whole)} |`;
  return [
    "## Passkey answers",
    "Microseconds of one, in one process, ES256.",
    "",
    "| | median | range |",
    "|---|--:|--:|",
    row("Judged as a sign-in judges it: credential and challenge looked up, everything checked", judged),
    row("`verifyAuthenticationResponse` of @simplewebauthn/server alone", bare),
  ];
}

function throughputRows(rows, form) {
  return [
    "| | a second | range | server's CPU | load's CPU | server's CPU for one |",
    "|---|--:|--:|--:|--:|--:|",
    ...rows.map(([name, { perSecond, serverCpu, loadCpu }]) => {
      const counted = summarize(perSecond);
      const server = serverCpu.length > 0 ? percent(summarize(serverCpu).median) : "";
      const load = percent(summarize(loadCpu).median);
      const shares = serverCpu.map((share, round) => (share / perSecond[round]) * 1e6);
      const each = shares.length > 0 ? `${whole(summarize(shares).median)} µs` : "";
      return `| ${name} | **${form(counted.median)}** | ${range(counted, form)} | ${server} | ${load} | ${each} |`;
    }),
  ];
}

function sessionTable({ sessions, settings: { sessions: settings } }) {
  const rows = [
    ["`GET /v1/session`, 1,000 sessions stored", sessions.mortise],
    ["The limit: `node:http` and one prepared read", sessions.limit],
    ["better-auth's `/api/auth/get-session`, 1,000 sessions stored", sessions.betterAuth],
    ["`node:http` and a JWT in a cookie, verified by jose (RS256, 2048 bits)", sessions.jose],
    ["A bare Hono app on `@hono/node-server` with a signed cookie", sessions.hono],
    [`\`GET /v1/session\`, ${whole(settings.large.sessions)} sessions stored`, sessions.mortiseLarge],
    [`The limit, ${whole(settings.large.sessions)} sessions stored`, sessions.limitLarge],
    [
      `\`GET /v1/session\`, ${whole(settings.large.sessions)} sessions stored, beside 50 changes of a name a second`,
      sessions.mortiseBeside,
    ],
    ["`GET /v1/session`, each the first in a minute, which writes the last activity", sessions.mortiseIdle],
  ];
  return [
    "## Session checks",
    ...throughputRows(rows, whole),
    "",
    "CPU is a share of one core; a server that is short of it has other work beside it on the machine.",
  ];
}

function signInTable({ signIn }) {
  const rows = [
    ["Password sign-in over HTTP", signIn.signIn],
    ["Raw Argon2id (19 MiB, 2 passes)", { ...signIn.argon2, loadCpu: [0] }],
  ];
  return ["## Password sign-ins", ...throughputRows(rows, tenth)];
}

function enumerationTable({ enumeration }) {
  const milliseconds = (value) => value.toFixed(2);
  return [
    "## Known and unknown addresses",
    "Milliseconds of one request at a time.",
    "",
    "| | known | range | unknown | range | known ÷ unknown |",
    "|---|--:|--:|--:|--:|--:|",
    ...Object.entries(enumeration).map(([name, { known, unknown }]) => {
      const side = (times) => `${milliseconds(times.median)} | ${range(times, milliseconds)}`;
      return `| ${name} | ${side(known)} | ${side(unknown)} | **${(known.median / unknown.median).toFixed(2)}** |`;
    }),
  ];
}

function method({ sessions, signIn, enumeration, passkey }) {
  return [
    "## How",
    `- One run; legs in turn (A B C A B C …) after a warm-up: ${sessions.rounds} rounds of ${sessions.seconds} s for session checks,`,
    `  ${signIn.rounds} rounds of ${signIn.seconds} s for sign-ins. Servers run as one process each, from the bundle \`npm start\` runs, with`,
    "  `NODE_ENV=production`; the load is another process on bare sockets with keep-alive, one request in flight on each",
    `  of ${sessions.connections} connections (${signIn.signInConnections} for sign-ins). Every answer's status and account are checked; one wrong answer fails the run.`,
    "- Session checks take a session at random from all that are stored. Their last activity counts as just noted, so they",
    "  read only; the last line of the table is the opposite: every check also writes.",
    "- The limit reads the same row with the same statement from a copy of the file, through the same driver with the same",
    "  settings; it is given the stored hash, so it hashes nothing, checks nothing and forms nothing but `JSON.stringify(row)`,",
    "  padded to the length of the server's answer.",
    `- better-auth runs on \`node:http\` with its own \`toNodeHandler\` and its own dialect for node:sqlite, over the same driver with`,
    "  the same settings; cookie cache, rate limit, telemetry and logging are off, and the session is fresh, so it writes nothing.",
    `- ${whole(sessions.large.sessions)} sessions belong to ${whole(sessions.large.accounts)} accounts.`,
    "- A sign-in is `POST /v1/attempts` and `POST …/proofs` for a random account without a second factor, each from an address of its",
    "  own. Raw Argon2id verifies the same hash in a process of its own, as many at once as there are cores.",
    `- Passkeys: ${passkey.rounds} rounds of ${passkey.answers} answers, each to a challenge of its own, judged and verified bare in alternating order.`,
    `- Known and unknown addresses: ${enumeration.pairs} pairs each, in alternating order, no address twice.`,
  ];
}
