const whole = (value) => Math.round(value).toLocaleString("en-US");

/** How it was measured, of the legs that ran. */
export function method({ settings, ...measured }) {
  const told = Object.entries(lines).filter(([name]) => measured[name]);
  return ["## How", ...general(settings), ...told.flatMap(([name, tell]) => tell(settings[name]))];
}

function general({ sessions, signIn }) {
  return [
    `- One run; legs in turn (A B C A B C …) after a warm-up: ${sessions.rounds} rounds of ${sessions.seconds} s for session checks,`,
    `  ${signIn.rounds} rounds of ${signIn.seconds} s for sign-ins. Servers run as one process each, from the bundle \`npm start\` runs, with`,
    "  `NODE_ENV=production`; the load is another process on bare sockets with keep-alive, one request in flight on each",
    `  of ${sessions.connections} connections (${signIn.signInConnections} for sign-ins). Every answer's status and account are checked; one wrong answer fails the run.`,
    "- All of the server that can be asked for over HTTP is asked of that bundle. From sources run only, in a process of the bench, what",
    "  nobody can ask for alone: see passkeys, the event log, and the bare queries of an organization.",
  ];
}

const lines = {
  sessions: ({ large }) => [
    "- Session checks take a session at random from all that are stored. Their last activity counts as just noted, so they",
    "  read only; the last line of the table is the opposite: every check also writes.",
    "- The limit reads the same row with the same statement from a copy of the file, through the same driver with the same",
    "  settings; it is given the stored hash, so it hashes nothing, checks nothing and forms nothing but `JSON.stringify(row)`,",
    "  padded to the length of the server's answer.",
    `- better-auth runs on \`node:http\` with its own \`toNodeHandler\` and its own dialect for node:sqlite, over the same driver with`,
    "  the same settings; cookie cache, rate limit, telemetry and logging are off, and the session is fresh, so it writes nothing.",
    `- ${whole(large.sessions)} sessions belong to ${whole(large.accounts)} accounts.`,
  ],
  postgres: ({ rounds, seconds, connections }) => [
    `- PostgreSQL: a cluster of the bench's own, ${rounds} rounds of ${seconds} s in turn, 1 and ${connections} connections of the load, ten to the database`,
    "  for the server as for the bare way, which is given the stored hash and checks nothing.",
  ],
  signIn: () => [
    "- A sign-in is `POST /v1/attempts` and `POST …/proofs` for a random account without a second factor, each from an address of its",
    "  own. Raw Argon2id verifies the same hash in a process of its own, as many at once as there are cores.",
  ],
  passkey: (passkey) => [
    `- Passkeys: ${passkey.rounds} rounds of ${passkey.answers} answers, each to a challenge of its own, judged and verified bare in alternating order.`,
    "  From sources: what is judged is some hundred microseconds of a sign-in, which over HTTP would drown in the rest of it.",
  ],
  singleSignOn: ({ rounds, seconds, lanes, responses }) => [
    `- Single sign-on: ${rounds} rounds of ${seconds} s in turn, ${lanes} people who have a session at the provider (oidc-provider, in the process of the load)`,
    "  and sign in again and again, on a device that is known. Both apps are processes of their own over HTTP. The bare one keeps nothing: no",
    "  attempt, no account, no session, no event; a whole sign-in is four requests and some fifty statements that outlive a power cut.",
    `  ${responses} SAML responses a round, judged and validated bare in alternating order, from sources.`,
  ],
  enumeration: (enumeration) => [
    `- Known and unknown addresses: ${enumeration.pairs} pairs each, in alternating order, no address twice.`,
  ],
  log: ({ pages, requests }) => [
    `- History: ${pages} pages of 20 a round, \`GET /v1/account/history\` of a random account with a session and a hundred events, one after the`,
    "  other on one connection. From the disk: the system forgets the file, a server starts on it, its first page does not count.",
    `- A renaming is \`PATCH /v1/account\`, ${requests} a round, of a random account. The same write alone and with its event, and the sealing of`,
    "  very many events in one go, run from sources: no request does only these, and a server that runs seals while it is filled.",
    "  `mortise export` and `mortise verify` are the built commands.",
  ],
  organizations: () => [
    "- An organization's pages are asked of the bundle; the query behind each is asked from sources, since no request asks it bare.",
  ],
  figures: () => [
    "- Starts, memory and pages are the bundle's, the install is of the packed package; only the file whose growth gives the bytes of an event",
    "  is filled and sealed from sources.",
  ],
};
