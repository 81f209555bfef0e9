// What a server has to do beside answering: puts it into its file, and tells how much of it is left.
import { join } from "node:path";
import { answerMessages } from "../processes.mjs";
import { accountId, sha256 } from "../seed/ids.mjs";
import { openLikeServer } from "../sqlite.mjs";

const tasks = { record, expire, left };
answerMessages(({ task, ...given }) => tasks[task](given));

function withFile(folder, readOnly, work) {
  const database = openLikeServer(join(folder, "mortise.db"), { readOnly });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** So many events of the last minute that are not sealed, of so many people, as sign-ins leave them. */
function record({ folder, events, accounts }) {
  const start = Date.now() - 60_000;
  return withFile(folder, false, (database) => {
    const event = database.prepare(
      `insert into events (id, at, type, account_id, actor_kind, actor_id, session_id, request_id, ip, device, data)
       values (?, ?, ?, ?, 'account', ?, ?, ?, ?, 'Chrome 156 on macOS', ?)`,
    );
    database.exec("begin immediate");
    for (let number = 0; number < events; number++) {
      const [type, data] = kinds[number % kinds.length];
      const account = accountId(number % accounts);
      const id = (prefix) => `${prefix}_01kamgh2v7e8qzbcn4t${String(number).padStart(8, "0")}`;
      const at = start + Math.trunc((number * 60_000) / events);
      event.run(id("evnt"), at, type, account, account, id("sess"), id("reqs"), `10.0.${number & 255}.1`, data);
    }
    database.exec("commit");
    return {};
  });
}

const accepted = JSON.stringify({ method: "password", factor: "totp", device: "known" });
const kinds = [
  ["sign-in.accepted", accepted],
  ["session.opened", JSON.stringify({ method: "password" })],
  ["sign-in.accepted", accepted],
  ["session.opened", JSON.stringify({ method: "password" })],
  ["sign-in.rejected", JSON.stringify({ method: "password", factor: null, reason: "wrong-password" })],
];

/** So many sessions more that ended half a year ago. */
function expire({ folder, sessions, accounts }) {
  const at = Date.now() - 180 * 86_400_000;
  return withFile(folder, false, (database) => {
    const session = database.prepare(
      `insert into sessions (id, token_hash, account_id, proofs, created_at, last_seen_at, expires_at, method, ip, browser, os, ended_at, ended_reason)
       values (?, ?, ?, '[]', ?, ?, ?, 'password', '10.0.0.1', 'Chrome', 'macOS', ?, 'signed-out')`,
    );
    database.exec("pragma cache_size = -1000000; begin immediate");
    for (let number = 0; number < sessions; number++) {
      const id = `sess_00kamgh2v7e8qzbcn4t${String(number).padStart(8, "0")}`;
      session.run(id, sha256(id), accountId((number * 7919) % accounts), at, at, at + 7_776_000_000, at);
    }
    database.exec("commit");
    return {};
  });
}

/** What is not done yet. */
function left({ folder }) {
  return withFile(folder, true, (database) => {
    const events = database.prepare("select 1 from events where leaf_index is null limit 1").get() ? 1 : 0;
    const told = database.prepare("select next_index as next from log_readers where name = 'alerts'").get();
    const sealed = database.prepare("select size from log_state").get()?.size ?? 0;
    const over = "select 1 from sessions where ended_at < ? limit 1";
    const sessions = database.prepare(over).get(Date.now() - 90 * 86_400_000) ? 1 : 0;
    return { events: events + Math.max(0, sealed - (told?.next ?? 0)), sessions };
  });
}
