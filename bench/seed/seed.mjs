import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openLikeServer } from "../sqlite.mjs";
import { answerMessages } from "../processes.mjs";
import { accountId, emailOf, sha256, tokenOf } from "./ids.mjs";

const sixMonths = 180 * 24 * 60 * 60 * 1000;

/** Fills a migrated database with accounts, their passwords and sessions, and writes the sessions' tokens beside it. */
export function seed({ folder, accounts, sessions, passwordHash, seenAt }) {
  const database = openLikeServer(join(folder, "mortise.db"), { readOnly: false });
  // Only for the filling: a cache that holds the growing indexes, and no wait for the disk.
  database.exec("pragma cache_size = -1000000; pragma synchronous = off; begin immediate");
  const createdAt = Date.now() - sixMonths;
  insertAccounts(database, accounts, passwordHash, createdAt);
  const tokens = insertSessions(database, accounts, sessions, seenAt);
  database.exec("commit; pragma wal_checkpoint(truncate)");
  database.close();
  writeFileSync(join(folder, "tokens.txt"), tokens.join("\n"));
  // The limit gets the stored hash itself, so that it need not compute one.
  if (sessions <= 10_000)
    writeFileSync(join(folder, "hashes.txt"), tokens.map((token) => sha256(token).toString("base64url")).join("\n"));
  return { sessions: tokens.length };
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
  const tokens = [];
  for (let number = 0; number < count; number++) {
    const owner = accountId(number % accounts);
    const proofs = JSON.stringify([
      { kind: "password", authenticatorId: owner.replace("acct", "pswd"), at: createdAt },
    ]);
    const id = `sess_01kamgh2v7e8qzbcn4t${String(number).padStart(8, "0")}`;
    const token = tokenOf(number);
    session.run(id, sha256(token), owner, proofs, createdAt, seenAt, expiresAt, `10.0.${number & 255}.1`);
    tokens.push(token);
  }
  return tokens;
}

answerMessages(seed);
