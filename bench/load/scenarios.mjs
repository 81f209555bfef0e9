import { readFileSync } from "node:fs";
import { accountId, emailOf, password } from "../seed/ids.mjs";
import { browser } from "./person.mjs";
import { post } from "./post.mjs";

/** What a connection does again and again: each answers whether the server's answer was right. */
export const scenarios = { sessionCheck, everySessionOnce, rename, signIn };

const tokenFiles = new Map();

// Read once a file: a million tokens take a while.
function tokensIn(file) {
  if (!tokenFiles.has(file)) tokenFiles.set(file, readFileSync(file, "latin1").split("\n"));
  return tokenFiles.get(file);
}

function checker({ port, path, cookie, tokenFile, accounts }, choose) {
  const tokens = tokensIn(tokenFile);
  const head = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: application/json\r\nCookie: ${cookie}=`;
  return async (connection) => {
    const number = choose(tokens.length);
    const { status, body } = await connection.exchange(`${head}${tokens[number]}\r\n\r\n`);
    return status === 200 && body.includes(accountId(number % accounts));
  };
}

/** A session at random, over all of them. */
function sessionCheck(options) {
  return checker(options, (count) => Math.floor(Math.random() * count));
}

/** Each session once, in an order that jumps about; `start` goes on where an earlier run ended. */
function everySessionOnce(options) {
  let next = options.start;
  return checker(options, (count) => (next++ * 7919) % count);
}

/** Gives a random session's account another name: a change with its event, in one transaction. */
function rename({ port, cookie, tokenFile }) {
  const tokens = tokensIn(tokenFile);
  let count = 0;
  return async (connection) => {
    const text = JSON.stringify({ name: `Person ${count++}` });
    const { status } = await connection.exchange(
      `PATCH /v1/account HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://localhost:${port}\r\n` +
        `User-Agent: ${browser}\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n` +
        `Cookie: ${cookie}=${tokens[Math.floor(Math.random() * tokens.length)]}\r\n\r\n${text}`,
    );
    return status === 200;
  };
}

let addresses = 0;

/** A whole sign-in of a random account, as a program does it. Every one comes from an address of its own. */
function signIn({ accounts }) {
  return async (connection) => {
    const number = Math.floor(Math.random() * accounts);
    const from = ++addresses;
    const started = await post(connection, "/v1/attempts", { purpose: "sign-in", email: emailOf(number) }, from);
    if (started.status !== 201) return false;
    const { id } = JSON.parse(started.body);
    const proven = await post(connection, `/v1/attempts/${id}/proofs`, { kind: "password", password }, from);
    if (proven.status !== 200) return false;
    const { status, token, session } = JSON.parse(proven.body);
    return status === "complete" && token.length === 43 && session.account.id === accountId(number);
  };
}
