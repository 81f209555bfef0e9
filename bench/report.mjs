import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { figuresTable } from "./report-figures.mjs";
import { logTable } from "./report-log.mjs";
import { method } from "./report-method.mjs";
import { organizationTable } from "./report-organizations.mjs";
import { postgresTable } from "./report-postgres.mjs";
import { ratioTable } from "./report-ratios.mjs";
import { stallTable } from "./report-stalls.mjs";
import { stormTable } from "./report-storm.mjs";
import { driverName } from "./sqlite.mjs";
import { summarize } from "./statistics.mjs";

const whole = (value) => Math.round(value).toLocaleString("en-US");
const tenth = (value) => value.toFixed(1);
const percent = (value) => `${(value * 100).toFixed(1)} %`;
const range = ({ min, max }, form) => `${form(min)} – ${form(max)}`;

/** What was measured, as the page that is committed and printed. */
export function renderReport(measured, { seconds, loadBefore }) {
  return [
    "# What `npm run bench` measured",
    "",
    ...circumstances(seconds, loadBefore),
    "",
    ...ratioTable(measured),
    ...sections.flatMap(([name, render]) => (measured[name] ? [...render(measured), ""] : [])),
    ...method(measured),
    "",
  ].join("\n");
}

/** What each leg found, in the order it is shown. A leg that did not run says nothing. */
const sections = [
  ["sessions", sessionTable],
  ["postgres", postgresTable],
  ["signIn", signInTable],
  ["storm", stormTable],
  ["passkey", passkeyTable],
  ["singleSignOn", singleSignOnTable],
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

function singleSignOnTable({ singleSignOn: { mortise, bare, saml } }) {
  const row = (name, times) =>
    `| ${name} | **${whole(summarize(times).median)}** | ${range(summarize(times), whole)} |`;
  return [
    "## Single sign-on",
    ...throughputRows(
      [
        ["Sign-in through a provider: attempt, there and back, hand-off, session, event", mortise],
        ["openid-client alone: there and back, the code exchanged, nothing kept", bare],
      ],
      whole,
    ),
    "",
    "Microseconds of one SAML response, in one process, a signed assertion by RSA-SHA256.",
    "",
    "| | median | range |",
    "|---|--:|--:|",
    row(
      "Judged as a sign-in judges it: our key and the provider's, replay remembered, everything checked",
      saml.judged,
    ),
    row("node-saml's `validatePostResponseAsync` alone", saml.validated),
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
