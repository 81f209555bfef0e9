// The event log by itself: recording, sealing, reading a page, exporting and verifying, in one process on one database.
import { createWriteStream, rmSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { answerMessages } from "../processes.mjs";

const server = fileURLToPath(new URL("../../packages/server/", import.meta.url));
const vite = await createServer({
  root: server,
  configFile: false,
  server: { middlewareMode: true, hmr: false, ws: false },
  logLevel: "error",
});
const load = (path) => vite.ssrLoadModule(join(server, "src", path));
const { readConfig } = await load("config.ts");
const { openServices } = await load("open-services.ts");
const { sealLog } = await load("audit/log/seal-log.ts");
const { exportEvents } = await load("audit/export-events.ts");
const { listHistory } = await load("audit/list-events.ts");
const { recordEvent } = await load("audit/record-event.ts");
const { getLogKey, verifierKeyOf } = await load("audit/log/log-key.ts");
const { logVerifier } = await load("audit/log/verifier-key.ts");
const { verifyFile } = await load("audit/log/verify-file.ts");

let opened;
const tasks = { open, fill, seal, page, record, exportAll, close };

answerMessages(({ task, ...given }) => tasks[task](given));

async function open({ url }) {
  const config = readConfig({
    MORTISE_DATABASE_URL: url,
    MORTISE_ROOT_KEY: Buffer.alloc(32, 1).toString("base64"),
    MORTISE_LOG_LEVEL: "silent",
  });
  opened = await openServices({ config, log: { info() {}, warn() {}, error() {} }, sendsMail: false });
  return {};
}

const accountId = (number) => `acct_01kamgh2v7e8qzbcn4t${String(number).padStart(8, "0")}`;

/** Puts events into the table as sign-ins leave them, spread over the last 80 days, `accounts` people in turn. */
async function fill({ from = 0, events, accounts }) {
  const { services } = opened;
  const start = Date.now() - 80 * 86_400_000;
  const step = (79 * 86_400_000) / (from + events);
  for (let done = from; done < from + events; done += 1000) {
    const rows = Array.from({ length: Math.min(1000, from + events - done) }, (_, at) => {
      const number = done + at;
      const time = Math.trunc(start + number * step);
      return {
        id: `evnt_${time.toString(32).padStart(10, "0")}${String(number).padStart(16, "0")}`,
        at: time,
        type: number % 5 === 4 ? "sign-in.rejected" : number % 2 ? "sign-in.accepted" : "session.opened",
        accountId: accountId(number % accounts),
        actorKind: "account",
        actorId: accountId(number % accounts),
        sessionId: `sess_01kamgh2v7e8qzbcn4t${String(number % 1e6).padStart(8, "0")}`,
        requestId: `reqs_01kamgh2v7e8qzbcn4t${String(number % 1e6).padStart(8, "0")}`,
        ip: `10.${number & 255}.${(number >> 8) & 255}.1`,
        device: "Chrome 156 on macOS",
        place: '{"text":"London, United Kingdom","country":"GB","precision":"city"}',
        data:
          number % 5 === 4
            ? '{"method":"password","factor":null,"reason":"wrong-password"}'
            : number % 2
              ? '{"method":"password","factor":"totp"}'
              : '{"method":"password"}',
        organizationId: null,
      };
    });
    await services.transact((tx) => tx.insertInto("events").values(rows).execute(), "crash");
  }
  return {};
}

async function seal({ events }) {
  const started = performance.now();
  await sealLog(opened.services);
  return { perSecond: events / ((performance.now() - started) / 1000) };
}

/** Newest page of one account's history, over and over. */
async function page({ times, account = 7 }) {
  const { services } = opened;
  const started = performance.now();
  let rows = 0;
  for (let time = 0; time < times; time++)
    rows += (
      await listHistory(services.database.read, {
        accountId: accountId(account),
        limit: 21,
        now: Date.now(),
      })
    ).length;
  return { microseconds: ((performance.now() - started) * 1000) / times, rows: rows / times };
}

/** One small write, alone and with its event, in turn: what the event adds. */
async function record({ times }) {
  const { services } = opened;
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
      await services.transact(async (tx) => {
        await change(tx, number);
        if (works) await recordEvent(tx, services, event(number));
      });
      leg.milliseconds += performance.now() - started;
    }
  }
  return { alone: alone.milliseconds / times, recorded: recorded.milliseconds / times };
}

/** Writes the whole log to a file and verifies it there. Memory is how much more the process held at most. */
async function exportAll({ folder, format }) {
  const { services } = opened;
  const file = join(folder, `log.${format}`);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const started = performance.now();
  const { pieces, size } = await exportEvents(services, { scope: "deployment", format });
  await pipeline(pieces, createWriteStream(file));
  const exportSeconds = (performance.now() - started) / 1000;
  clearTimeout(watch);
  const key = logVerifier(verifierKeyOf(await getLogKey(services)));
  const from = performance.now();
  const verdict = await verifyFile(file, { key });
  const verifySeconds = (performance.now() - from) / 1000;
  rmSync(file);
  return {
    lines: size,
    verified: verdict.ok,
    exportedPerSecond: size / exportSeconds,
    verifiedPerSecond: size / verifySeconds,
    megabytes: peak / 1e6,
    grewMegabytes: (peak - before) / 1e6,
  };
}

async function close() {
  await opened.close();
  return {};
}
