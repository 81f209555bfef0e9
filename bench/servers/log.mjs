// The event log by itself: recording, sealing, reading a page, exporting and verifying, in one process on one database.
import { answerMessages } from "../processes.mjs";
import { openSource } from "./source.mjs";

const load = await openSource();
const { sql } = await load("kysely");
const { readConfig } = await load("src/config/config.ts");
const { openServices } = await load("src/open-services.ts");
const { sealLog } = await load("src/audit/log/seal-log.ts");
const { listHistory } = await load("src/audit/list-events.ts");
const { recordEvent } = await load("src/audit/record-event.ts");
const { assemble } = await load("src/assemble.ts");
const { listOutbox } = await load("src/delivery/outbox.ts");
const { getLogKey, verifierKeyOf } = await load("src/audit/log/log-key.ts");
const { formatVerifierKey } = await load("src/crypto/verifier-key.ts");

let opened;
const tasks = { open, fill, seal, page, record, request, key, close };

answerMessages(({ task, ...given }) => tasks[task](given));

async function open({ url }) {
  const config = readConfig({
    MORTISE_DATABASE_URL: url,
    MORTISE_ROOT_KEY: Buffer.alloc(32, 1).toString("base64"),
    MORTISE_LOG_LEVEL: "silent",
    // Filling a table with millions of rows is one statement.
    MORTISE_DATABASE_TIMEOUT_SECONDS: "3600",
  });
  opened = await openServices({ config, log: { info() {}, warn() {}, error() {} }, sendsMail: false });
  return {};
}

const accountId = (number) => `acct_01kamgh2v7e8qzbcn4t${String(number).padStart(8, "0")}`;

/** Puts events into the table as sign-ins leave them, spread over the last 80 days, `accounts` people in turn. */
async function fill({ from = 0, events, accounts }) {
  const { services } = opened;
  const isSqlite = services.database.dialect === "sqlite";
  const pad = (expression, length) =>
    isSqlite ? `printf('%0${length}d', ${expression})` : `lpad((${expression})::text, ${length}, '0')`;
  const start = Date.now() - 80 * 86_400_000;
  const step = Math.trunc((79 * 86_400_000) / (from + events));
  const last = from + events - 1;
  const numbers = isSqlite
    ? `with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${last})`
    : `with n(i) as (select generate_series(${from}::bigint, ${last}::bigint))`;
  const account = `'acct_01kamgh2v7e8qzbcn4t' || ${pad(`i % ${accounts}`, 8)}`;
  await services.transact(
    ({ tx }) =>
      sql
        .raw(
          `insert into events (id, at, type, account_id, actor_kind, actor_id, session_id, request_id, ip, device, place, data)
           ${numbers}
           select 'evnt_' || ${pad("i", 26)}, ${start} + i * ${step},
             case when i % 5 = 4 then 'sign-in.rejected' when i % 2 = 1 then 'sign-in.accepted' else 'session.opened' end,
             ${account}, 'account', ${account}, 'sess_01kamgh2v7e8qzbcn4t' || ${pad("i % 1000000", 8)},
             'reqs_01kamgh2v7e8qzbcn4t' || ${pad("i % 1000000", 8)}, '10.0.' || (i % 256) || '.1', 'Chrome 156 on macOS',
             '{"text":"London, United Kingdom","country":"GB","precision":"city"}',
             case when i % 5 = 4 then '{"method":"password","factor":null,"reason":"wrong-password"}'
               when i % 2 = 1 then '{"method":"password","factor":"totp"}' else '{"method":"password"}' end
           from n`,
        )
        .execute(tx),
    "crash",
  );
  if (!isSqlite) await sql.raw("analyze events").execute(services.database.read);
  return {};
}

/** Accounts to write to. */
async function people(count) {
  const rows = Array.from({ length: count }, (_, number) => ({
    id: accountId(number),
    email: `p${number}@example.com`,
    emailKey: `p${number}@example.com`,
    emailVerifiedAt: 1,
    name: "Maya",
    createdAt: 1,
  }));
  await opened.services.transact(({ tx }) => tx.insertInto("accounts").values(rows).execute());
}

async function seal({ events }) {
  const started = performance.now();
  await sealLog(opened.services);
  return { perSecond: events / ((performance.now() - started) / 1000) };
}

/** Newest pages of the histories of random accounts, of so many: microseconds of each. */
async function page({ times, accounts }) {
  const { services } = opened;
  const microseconds = [];
  for (let time = 0; time < times; time++) {
    const account = accountId(Math.floor(Math.random() * accounts));
    const started = performance.now();
    await listHistory(services.database.read, { accountId: account, limit: 21, now: Date.now() });
    microseconds.push((performance.now() - started) * 1000);
  }
  return { microseconds };
}

/** One small write, alone and with its event, in turn: what the event adds. */
async function record({ times, begins }) {
  const { services } = opened;
  if (begins) await people(100);
  const change = (tx, number) =>
    tx
      .updateTable("accounts")
      .set({ name: `Name ${number}` })
      .where("id", "=", accountId(number % 100))
      .execute();
  const event = (number) => ({
    type: "account.renamed",
    accountId: accountId(number % 100),
    actor: { kind: "account", id: accountId(number % 100) },
    client: { requestId: "reqs_bench", ip: "10.0.0.1", place: null, device: { text: "Chrome 156 on macOS" } },
    data: {},
  });
  const alone = { milliseconds: 0 };
  const recorded = { milliseconds: 0 };
  for (let number = 0; number < times; number++) {
    for (const [leg, works] of number % 2
      ? [
          [alone, false],
          [recorded, true],
        ]
      : [
          [recorded, true],
          [alone, false],
        ]) {
      const started = performance.now();
      await services.transact(async (work) => {
        await change(work.tx, number);
        if (works) await recordEvent(work, event(number));
      });
      leg.milliseconds += performance.now() - started;
    }
  }
  return { alone: alone.milliseconds / times, recorded: recorded.milliseconds / times };
}

const origin = "http://localhost:3000";

/** A whole request that changes something small and records it: renaming the account. */
async function request({ times }) {
  person ??= await signedIn();
  const started = performance.now();
  for (let number = 0; number < times; number++) {
    const { status } = await call("PATCH", "/v1/account", { name: `Name ${number}` });
    if (status !== 200) throw new Error(`Renaming was answered ${status}.`);
  }
  return { milliseconds: (performance.now() - started) / times };
}

let person;

async function signedIn() {
  const mortise = assemble(opened, { maintains: false });
  person = { mortise, cookie: "" };
  const [email, password] = ["bench@example.com", "Correct-Horse-Battery-9"];
  await call("POST", "/v1/sign-up", { email, password, name: "Bench" });
  const [mail] = await listOutbox(opened.services, ["email"]);
  await call("POST", "/v1/email-verifications", { token: /#token=(\S+)/.exec(mail.text)[1] });
  const attempt = await call("POST", "/v1/attempts", { purpose: "sign-in", email });
  const { id } = await attempt.json();
  const proven = await call("POST", `/v1/attempts/${id}/proofs`, { kind: "password", password });
  person.cookie = proven.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  return person;
}

function call(method, path, body) {
  const headers = { origin, "content-type": "application/json", ...(person.cookie && { cookie: person.cookie }) };
  const connection = { remoteAddress: "127.0.0.1" };
  return person.mortise.fetch(new Request(origin + path, { method, headers, body: JSON.stringify(body) }), connection);
}

/** What others verify the log with. */
async function key() {
  return { key: formatVerifierKey(verifierKeyOf(await getLogKey(opened.services))) };
}

async function close() {
  await opened.close();
  return {};
}
