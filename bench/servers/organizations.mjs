// An organization of many members on PostgreSQL: what its pages ask the built server over HTTP, and, from here, the bare query behind each.
import { answerMessages } from "../processes.mjs";
import { openSource } from "./source.mjs";

const load = await openSource();
const { sql } = await load("kysely");
const { readConfig } = await load("src/config/config.ts");
const { openServices } = await load("src/open-services.ts");
const { listOutbox } = await load("src/delivery/outbox.ts");
const { listMemberRows } = await load("src/organizations/member-overview.sql.ts");

let opened, origin, cookie, organization;

const tasks = { open, fill, request, bare, close };
answerMessages(({ task, ...given }) => tasks[task](given));

/** `settings` are those of the server, which answers at `port`. */
async function open({ url, settings, port }) {
  origin = `http://localhost:${port}`;
  const log = { info() {}, warn() {}, error: (facts, message) => console.error(message, facts) };
  const config = readConfig({ ...settings, MORTISE_DATABASE_URL: url, MORTISE_LOG_LEVEL: "silent" });
  opened = await openServices({ config, log, sendsMail: false });
  return {};
}

/** An owner who is signed in, and so many members: half of them with an app, each with a session. */
async function fill({ members }) {
  await signUp();
  organization = (await (await call("POST", "/v1/organizations", { name: "Large" })).json()).id;
  const now = Date.now();
  const id = (prefix) => `'${prefix}_01kamgh2v7e8qzbcn4t' || lpad(i::text, 8, '0')`;
  const rows = `from generate_series(1, ${members}) as i`;
  const statements = [
    `insert into accounts (id, email, email_key, email_verified_at, name, created_at)
      select ${id("acct")}, 'person-' || i || '@example.com', 'person-' || i || '@example.com', 1, 'Person ' || i, ${now} ${rows}`,
    `insert into memberships (id, organization_id, account_id, role, created_at)
      select ${id("mbsh")}, '${organization}', ${id("acct")}, case when i % 1000 = 0 then 'admin' else 'member' end, ${now} ${rows}`,
    `insert into totp_authenticators (id, account_id, name, sealed_secret, created_at, bound_at, expires_at, last_spent_step)
      select ${id("totp")}, ${id("acct")}, 'Phone', ''::bytea, ${now}, ${now}, ${now}, 0 ${rows} where i % 2 = 0`,
    `insert into sessions (id, token_hash, account_id, proofs, created_at, last_seen_at, expires_at, method, ip, browser, os, last_ip)
      select ${id("sess")}, decode(lpad(to_hex(i), 64, '0'), 'hex'), ${id("acct")}, '[]', ${now} - (i % 30)::bigint * 86400000, ${now} - (i % 30)::bigint * 86400000,
        ${now} + 7776000000, 'password', '10.' || (i % 200) || '.' || (i % 97) || '.1', 'Chrome', 'macOS', '10.' || (i % 200) || '.' || (i % 97) || '.1' ${rows}`,
  ];
  await opened.services.transact(async ({ tx }) => {
    for (const statement of statements) await sql.raw(statement).execute(tx);
  });
  await sql.raw("analyze").execute(opened.services.database.read);
  return {};
}

const entries = [{ cidr: "127.0.0.0/8", label: "Here" }, ...range(199)];
function range(count) {
  return Array.from({ length: count }, (_, at) => ({ cidr: `10.${at % 150}.0.0/16`, label: `Network ${at}` }));
}

const asked = {
  page: () => ["GET", `/members?limit=20`],
  role: () => ["GET", `/members?limit=20&role=admin`],
  protection: () => ["GET", `/members?limit=20&protection=password-only`],
  search: () => ["GET", `/members?limit=20&search=person%209999`],
  secondFactor: () => ["POST", "/policies/preview", { secondFactor: { required: "two-factor", graceDays: 14 } }],
  ipAllowlist: () => ["POST", "/policies/preview", { ipAllowlist: { enabled: true, entries } }],
};

/** Whole requests, one after the other: milliseconds of each. */
async function request({ what, times }) {
  // Previews are limited to so many a minute.
  await opened.services.transact(({ tx }) => sql.raw("delete from throttles").execute(tx));
  const [method, path, body] = asked[what]();
  return {
    milliseconds: await timed(times, async () => {
      const answer = await call(method, `/v1/organizations/${organization}${path}`, body);
      if (answer.status !== 200) throw new Error(`${what} was answered ${answer.status}: ${await answer.text()}`);
      await answer.text();
    }),
  };
}

const filters = {
  page: {},
  role: { role: "admin" },
  protection: { protection: "password-only" },
  search: { search: "person 9999" },
};
const isLacking = (table) =>
  `not exists (select 1 from ${table} b where b.account_id = m.account_id and b.bound_at is not null and b.unbound_at is null)`;
const queries = {
  secondFactor: () => `select count(*) from memberships m where m.organization_id = '${organization}' and
    ${["passkeys", "totp_authenticators", "phones"].map(isLacking).join(" and ")}`,
  ipAllowlist:
    () => `select coalesce(s.last_ip, s.ip) as ip, count(distinct s.account_id) from memberships m join sessions s on s.account_id = m.account_id
    where m.organization_id = '${organization}' and s.last_seen_at > ${Date.now() - 30 * 86_400_000} group by 1`,
};

/** The query behind a page and nothing around it: a list's own statement, a preview's by hand. */
async function bare({ what, times }) {
  const { read } = opened.services.database;
  const now = opened.services.now();
  const limits = { now, seenSince: 0, openedSince: 0, flaggedSince: 0, hasTextMessages: true };
  const filter = { organizationId: organization, limit: 21, ...filters[what] };
  const ask = filters[what] ? () => listMemberRows(read, filter, limits) : () => sql.raw(queries[what]()).execute(read);
  return { milliseconds: await timed(times, ask) };
}

async function timed(times, work) {
  const each = [];
  for (let time = 0; time < times; time++) {
    const started = performance.now();
    await work();
    each.push(performance.now() - started);
  }
  return each;
}

async function signUp() {
  const [email, password] = ["bench@example.com", "Correct-Horse-Battery-9"];
  await call("POST", "/v1/sign-up", { email, password, name: "Bench" });
  const [mail] = await listOutbox(opened.services, ["email"]);
  await call("POST", "/v1/email-verifications", { token: /#token=(\S+)/.exec(mail.text)[1] });
  const { id } = await (await call("POST", "/v1/attempts", { purpose: "sign-in", email })).json();
  const proven = await call("POST", `/v1/attempts/${id}/proofs`, { kind: "password", password });
  cookie = proven.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
}

function call(method, path, body) {
  const headers = { origin, "content-type": "application/json", ...(cookie && { cookie }) };
  const given = body === undefined ? {} : { body: JSON.stringify(body) };
  return fetch(origin + path, { method, headers, ...given });
}

async function close() {
  await opened.close();
  return {};
}
