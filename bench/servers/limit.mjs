// The limit: nothing but node:http and one prepared read of what the session check reads.
import { createServer } from "node:http";
import { openLikeServer } from "../sqlite.mjs";

// The bench asks it to end; a normal exit writes its profile, when one is made.
process.on("SIGTERM", () => process.exit());

const [file, port, answerBytes] = process.argv.slice(2);
const database = openLikeServer(file, { readOnly: true });
const find = database.prepare(
  `select sessions.id, sessions.account_id, sessions.proofs, sessions.created_at, sessions.last_seen_at, sessions.expires_at,
     sessions.confirmation_ended_at, sessions.flagged_at, sessions.flagged_reason, sessions.browser, sessions.os,
     coalesce(sessions.last_ip, sessions.ip) as known_ip, coalesce(sessions.located_at, sessions.created_at) as known_at,
     accounts.email, accounts.name
   from sessions inner join accounts on accounts.id = sessions.account_id
   where sessions.token_hash = (select ?) and sessions.ended_at is null and accounts.suspended_at is null`,
);
const cookieStart = "mortise=".length;
let padding = "";

const server = createServer((request, response) => {
  const row = find.get(Buffer.from(request.headers.cookie.slice(cookieStart), "base64url"));
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(row) + padding);
});

// Spaces after the JSON make the answer as long as the server's, headers included.
async function padAnswers() {
  const { tokenHash } = database.prepare("select token_hash as tokenHash from sessions limit 1").get();
  const cookie = `mortise=${Buffer.from(tokenHash).toString("base64url")}`;
  const bytes = await measureAnswer(cookie);
  padding = " ".repeat(Math.max(0, Number(answerBytes) - bytes));
}

async function measureAnswer(cookie) {
  const { openConnection } = await import("../load/connection.mjs");
  const connection = await openConnection(Number(port));
  const { bytes } = await connection.exchange(
    `GET /v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\n\r\n`,
  );
  connection.close();
  return bytes;
}

server.listen(Number(port), "127.0.0.1", async () => {
  await padAnswers();
  console.log("limit is ready");
});
