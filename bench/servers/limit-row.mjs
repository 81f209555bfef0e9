import { openConnection } from "../load/connection.mjs";

/** What the session check reads, by the hash of its token, which stands for `value` in the statement. */
export const rowStatement = (value) =>
  `select sessions.id, sessions.account_id, sessions.proofs, sessions.created_at, sessions.last_seen_at, sessions.expires_at,
     sessions.confirmation_ended_at, sessions.flagged_at, sessions.flagged_reason, sessions.browser, sessions.os,
     coalesce(sessions.last_ip, sessions.ip) as known_ip, coalesce(sessions.located_at, sessions.created_at) as known_at,
     accounts.email, accounts.name
   from sessions inner join accounts on accounts.id = sessions.account_id
   where sessions.token_hash = ${value} and sessions.ended_at is null and accounts.suspended_at is null`;

const cookieStart = "mortise=".length;

/** The hash a request carries: the limit computes none. */
export const hashIn = ({ headers }) => Buffer.from(headers.cookie.slice(cookieStart), "base64url");

/** Spaces that make the limit's answer as long as the server's, headers included. */
export async function paddingFor(port, tokenHash, answerBytes) {
  const connection = await openConnection(port);
  const cookie = `mortise=${Buffer.from(tokenHash).toString("base64url")}`;
  const { bytes } = await connection.exchange(
    `GET /v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\n\r\n`,
  );
  connection.close();
  return " ".repeat(Math.max(0, answerBytes - bytes));
}
