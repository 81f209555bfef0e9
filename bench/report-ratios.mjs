import { ratios } from "./statistics.mjs";

const percent = (value) => `${(value * 100).toFixed(1)} %`;
const hundredth = (value) => `${value.toFixed(2)} ×`;
const times = (value) => `${value.toFixed(1)} ×`;
const range = ({ min, max }, form) => `${form(min)} – ${form(max)}`;

/** What is held against a limit or a peer, round by round. */
export function ratioTable({ sessions, signIn, passkey, singleSignOn }) {
  const rows = [
    ...(sessions ? sessionRatios(sessions) : []),
    ...(signIn ? [["Password sign-in ÷ raw Argon2id", signIn.signIn, signIn.argon2, percent, "at least 75 %"]] : []),
    ...(singleSignOn ? [signInByProvider(singleSignOn)] : []),
  ];
  if (rows.length === 0 && !passkey) return [];
  return [
    "## Ratios",
    "| | median | range | by CPU | asked |",
    "|---|--:|--:|--:|--:|",
    ...rows.map(([name, upper, lower, form, asked]) => {
      const ratio = ratios(upper.perSecond, lower.perSecond);
      return `| ${name} | **${form(ratio.median)}** | ${range(ratio, form)} | ${byCpu(upper, lower, form)} | ${asked} |`;
    }),
    ...(passkey ? [passkeyRatio(passkey)] : []),
    ...(singleSignOn ? [responseRatio(singleSignOn.saml)] : []),
    "",
    "A ratio is taken within each round; median and range are those of the rounds' ratios. By CPU: of what each does in a second of",
    "its own CPU, the median; what other work on the machine takes falls out of it.",
    "",
  ];
}

// Where a round's CPU is not known, or too little to be told apart, nothing is said.
function byCpu(upper, lower, form) {
  const done = ({ perSecond, serverCpu }) => perSecond.map((value, round) => value / serverCpu[round]);
  const known = [upper, lower].every(
    ({ perSecond, serverCpu }) => serverCpu.length === perSecond.length && serverCpu.every((share) => share > 0.1),
  );
  return known ? form(ratios(done(upper), done(lower)).median) : "";
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
    [
      "Session check of a member who came by single sign-on ÷ of one who did not",
      sessions.mortiseBySso,
      sessions.mortiseMembers,
      percent,
      "the same",
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

const signInByProvider = ({ mortise, bare }) => [
  "Whole sign-in through an OpenID Provider ÷ openid-client's bare exchange with the same one",
  mortise,
  bare,
  percent,
  "at least 80 %",
];

function responseRatio({ judged, validated }) {
  const ratio = ratios(judged, validated);
  return `| Time to judge a SAML response ÷ node-saml's bare validation | **${hundredth(ratio.median)}** | ${range(ratio, hundredth)} | | at most 1.5 × |`;
}

function passkeyRatio({ judged, bare }) {
  const ratio = ratios(judged, bare);
  return `| Time to judge a passkey's answer ÷ the library's bare verification | **${hundredth(ratio.median)}** | ${range(ratio, hundredth)} | | at most 1.3 × |`;
}
