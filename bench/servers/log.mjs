// What the log does inside a server, which nobody can ask for alone: a write with its event and without, and the sealing of very many
// at once. From sources, in one process on one database.
import { answerMessages } from "../processes.mjs";
import { eventsStatement } from "../seed/events.mjs";
import { accountId } from "../seed/ids.mjs";
import { openSource } from "./source.mjs";
import { rootKey } from "./start.mjs";

const load = await openSource();
const { sql } = await load("kysely");
const { readConfig } = await load("src/config/config.ts");
const { openServices } = await load("src/open-services.ts");
const { sealLog } = await load("src/audit/log/seal-log.ts");
const { recordEvent } = await load("src/audit/record-event.ts");
const { getLogKey, verifierKeyOf } = await load("src/audit/log/log-key.ts");
const { formatVerifierKey } = await load("src/crypto/verifier-key.ts");

let opened;
const tasks = { open, fill, seal, record, key, close };

answerMessages(({ task, ...given }) => tasks[task](given));

async function open({ url }) {
  const config = readConfig({
    MORTISE_DATABASE_URL: url,
    MORTISE_ROOT_KEY: rootKey,
    MORTISE_LOG_LEVEL: "silent",
    // Filling a table with millions of rows is one statement.
    MORTISE_DATABASE_TIMEOUT_SECONDS: "3600",
  });
  opened = await openServices({ config, log: { info() {}, warn() {}, error() {} }, sendsMail: false });
  return {};
}

/** Events as sign-ins leave them, which nobody has sealed. */
async function fill({ events, accounts }) {
  const { services } = opened;
  const { dialect } = services.database;
  const statement = eventsStatement(dialect, { events, accounts });
  await services.transact(({ tx }) => sql.raw(statement).execute(tx), "crash");
  if (dialect === "postgres") await sql.raw("analyze events").execute(services.database.read);
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

/** What others verify the log with. */
async function key() {
  return { key: formatVerifierKey(verifierKeyOf(await getLogKey(opened.services))) };
}

async function close() {
  await opened.close();
  return {};
}
