import { join } from "node:path";
import { openLikeServer } from "../sqlite.mjs";
import { answerMessages } from "../processes.mjs";
import { eventsStatement, toldStatement } from "./events.mjs";
import { accountId, emailOf, organizationId, sha256, tokenOf, workspaceId } from "./ids.mjs";
import { writeTokens } from "./tokens.mjs";

const sixMonths = 180 * 24 * 60 * 60 * 1000;

/** Either what `seed` does, or events that count as sealed and told. */
answerMessages(({ events, ...given }) => (events ? seedEvents({ events, ...given }) : seed(given)));

function seedEvents({ folder, events, accounts }) {
  const database = openToFill(folder);
  database.exec(eventsStatement("sqlite", { events, accounts, sealed: true }));
  database.exec(toldStatement(events));
  close(database);
  return {};
}

function openToFill(folder) {
  const database = openLikeServer(join(folder, "mortise.db"), { readOnly: false });
  // Only for the filling: a cache that holds the growing indexes, and no wait for the disk.
  database.exec("pragma cache_size = -1000000; pragma synchronous = off; begin immediate");
  return database;
}

function close(database) {
  database.exec("commit; pragma wal_checkpoint(truncate)");
  database.close();
}

/** Fills a migrated database with accounts, their passwords and sessions, and writes the sessions' tokens beside it. */
function seed({
  folder,
  accounts,
  sessions,
  passwordHash,
  seenAt,
  belongs = false,
  policies = belongs,
  bySso = false,
}) {
  const database = openToFill(folder);
  const createdAt = Date.now() - sixMonths;
  insertAccounts(database, accounts, passwordHash, createdAt);
  insertSessions(database, accounts, sessions, seenAt);
  if (belongs) insertOrganizations(database, accounts, createdAt);
  if (policies) insertPolicies(database, createdAt);
  if (bySso) vouchForAll(database, sessions, createdAt);
  close(database);
  writeTokens(folder, sessions);
  return {};
}

function insertAccounts(database, count, passwordHash, createdAt) {
  const account = database.prepare(
    "insert into accounts (id, email, email_key, email_verified_at, name, created_at) values (?, ?, ?, ?, ?, ?)",
  );
  const password = database.prepare("insert into passwords (id, account_id, hash, created_at) values (?, ?, ?, ?)");
  for (let number = 0; number < count; number++) {
    const id = accountId(number);
    account.run(id, emailOf(number), emailOf(number), createdAt, `Person ${number}`, createdAt);
    if (passwordHash) password.run(id.replace("acct", "pswd"), id, passwordHash, createdAt);
  }
}

function insertSessions(database, accounts, count, seenAt) {
  const session = database.prepare(
    `insert into sessions (id, token_hash, account_id, proofs, created_at, last_seen_at, expires_at, method, ip, browser, os)
     values (?, ?, ?, ?, ?, ?, ?, 'password', ?, 'Chrome', 'macOS')`,
  );
  const createdAt = Date.now() - 60 * 60 * 1000;
  const expiresAt = createdAt + 90 * 24 * 60 * 60 * 1000;
  for (let number = 0; number < count; number++) {
    const owner = accountId(number % accounts);
    const proofs = JSON.stringify([
      { kind: "password", authenticatorId: owner.replace("acct", "pswd"), at: createdAt },
    ]);
    const id = `sess_01kamgh2v7e8qzbcn4t${String(number).padStart(8, "0")}`;
    session.run(id, sha256(tokenOf(number)), owner, proofs, createdAt, seenAt, expiresAt, `10.0.${number & 255}.1`);
  }
}

const numbers = (count) => Array.from({ length: count }, (_, number) => number);
const workspaces = numbers(10).map((number) => [workspaceId(number), organizationId(number % 3)]);

function run(database, text, rows) {
  const statement = database.prepare(text);
  for (const row of rows) statement.run(...row);
}

/** Three organizations and ten workspaces that everyone belongs to. */
function insertOrganizations(database, accounts, at) {
  const people = numbers(accounts).map(accountId);
  const insert = {
    organizations:
      "insert into organizations (id, name, plan, time_zone, created_at) values (?, ?, 'enterprise', 'UTC', ?)",
    memberships:
      "insert into memberships (id, organization_id, account_id, role, created_at) values (?, ?, ?, 'member', ?)",
    workspaces: "insert into workspaces (id, organization_id, name, created_at) values (?, ?, ?, ?)",
    members:
      "insert into workspace_members (workspace_id, organization_id, account_id, created_at) values (?, ?, ?, ?)",
  };
  run(
    database,
    insert.organizations,
    numbers(3).map((number) => [organizationId(number), `Organization ${number}`, at]),
  );
  run(
    database,
    insert.memberships,
    people.flatMap((account) =>
      numbers(3).map((number) => [`${account.replace("acct", "mbsh")}${number}`, organizationId(number), account, at]),
    ),
  );
  run(
    database,
    insert.workspaces,
    workspaces.map(([id, organization], number) => [id, organization, `Workspace ${number}`, at]),
  );
  run(
    database,
    insert.members,
    people.flatMap((account) => workspaces.map(([id, organization]) => [id, organization, account, at])),
  );
}

/** Policies of every kind for all of them, with two hundred networks. */
function insertPolicies(database, at) {
  const insert = "insert into policies (scope, organization_id, name, value, set_at) values (?, ?, ?, ?, ?)";
  run(
    database,
    insert,
    numbers(3).flatMap((number) => {
      const organization = organizationId(number);
      return Object.entries(policiesOf(number)).map(([name, value]) => [
        organization,
        organization,
        name,
        JSON.stringify(value),
        at,
      ]);
    }),
  );
  const limits = JSON.stringify({ idleSeconds: 86_400, absoluteSeconds: 604_800 });
  run(
    database,
    insert,
    workspaces.map(([id, organization]) => [id, organization, "session", limits, at]),
  );
}

/** Everybody came by the identity provider of their organizations, which all of them require. */
function vouchForAll(database, sessions, at) {
  const connection = `conn_${"0".repeat(26)}`;
  const configuration = JSON.stringify({
    kind: "oidc",
    issuer: "https://idp.example",
    clientId: "mortise",
    scopes: [],
  });
  run(
    database,
    `insert into connections (id, organization_id, kind, name, jit, trust_second_factor, configuration, revision, role_rules, created_at, activated_at)
     values (?, ?, 'oidc', 'Acme', 'none', 'when-asserted', ?, '1', '[]', ?, ?)`,
    [[connection, organizationId(0), configuration, at, at]],
  );
  database.exec(`insert into identities (id, connection_id, organization_id, account_id, subject_key, subject, how, linked_at)
    select replace(id, 'acct', 'idnt'), '${connection}', '${organizationId(0)}', id, id, id, 'managed-address', created_at from accounts`);
  database.exec(`update sessions set method = 'sso', proofs = json_array(json_object('kind', 'sso', 'at', created_at,
    'authenticatorId', replace(account_id, 'acct', 'idnt'), 'connection', '${connection}', 'factors', json('["knowledge","possession"]')))`);
  database.exec(`insert into sso_sessions (session_id, connection_id, identity_id, created_at)
    select id, '${connection}', replace(account_id, 'acct', 'idnt'), created_at from sessions limit ${sessions}`);
  run(
    database,
    "insert into policies (scope, organization_id, name, value, set_at) values (?, ?, 'singleSignOn', ?, ?)",
    numbers(3).map((number) => [
      organizationId(number),
      organizationId(number),
      JSON.stringify({ required: "everyone", since: at }),
      at,
    ]),
  );
}

function policiesOf(number) {
  const networks = Array.from({ length: 66 }, (_, at) => ({
    cidr: `10.${number * 66 + at}.0.0/16`,
    label: `Network ${at}`,
  }));
  const since = { twoFactor: null, phishingResistant: null };
  return {
    ipAllowlist: { enabled: true, entries: [...networks, { cidr: "127.0.0.0/8", label: "Here" }] },
    session: { idleSeconds: 86_400 * (20 + number), absoluteSeconds: 86_400 * (60 + number) },
    stepUp: { windowSeconds: 300 + number, strength: "second-factor" },
    rememberedDevices: { maxDays: 10 + number },
    secondFactor: { required: "none", graceDays: 0, since },
  };
}
