// People beside other work: every few milliseconds somebody asks whose session this is.
import { readFileSync } from "node:fs";
import { answerMessages } from "../processes.mjs";
import { accountId } from "../seed/ids.mjs";
import { openConnection } from "./connection.mjs";

const mostWaiting = 200;
let probe, sample;
const tasks = { begin, end };
answerMessages(({ task, ...given }) => tasks[task](given));

async function begin({ port, path = "/v1/session", cookie = "mortise", tokenFile, accounts, everyMilliseconds }) {
  // A thousand of them, at even distances: a heap of a million would have pauses of its own.
  if (sample?.file !== tokenFile) sample = { file: tokenFile, tokens: readSome(tokenFile) };
  const { tokens } = sample;
  const head = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nCookie: ${cookie}=`;
  probe = { port, head, idle: [], asking: new Set(), waits: [], wrong: 0 };
  const ask = () => {
    // Those who wait already tell of a server that answers nobody; more than its system lets wait would be turned away.
    if (probe.asking.size >= mostWaiting) return;
    const one = askOne(tokens, accounts).finally(() => probe.asking.delete(one));
    probe.asking.add(one);
  };
  probe.timer = setInterval(ask, everyMilliseconds);
  return {};
}

function readSome(tokenFile) {
  const all = readFileSync(tokenFile, "latin1").split("\n");
  const step = Math.max(1, Math.floor(all.length / 1000));
  return all.flatMap((token, number) => (number % step === 0 ? [[number, Buffer.from(token).toString()]] : []));
}

// Each on a connection of its own: who asks does not wait for the answers of others.
async function askOne(tokens, accounts) {
  const started = performance.now();
  const [number, token] = tokens[Math.floor(Math.random() * tokens.length)];
  const { connection, status, body } = await exchange(takeIdle(), `${probe.head}${token}\r\n\r\n`);
  probe.waits.push(performance.now() - started);
  if (status !== 200 || !body.includes(accountId(number % accounts))) probe.wrong++;
  probe.idle.push({ connection, since: performance.now() });
}

// One that was idle may just be closed, by a server that could not do so in time: whoever asks then asks again, and waits on.
async function exchange(idle, request) {
  try {
    const connection = idle ?? (await openConnection(probe.port));
    return { connection, ...(await connection.exchange(request)) };
  } catch (error) {
    if (!idle) throw error;
    return exchange(undefined, request);
  }
}

// The server closes those that were idle for five seconds.
function takeIdle() {
  const last = probe.idle.pop();
  if (!last || performance.now() - last.since < 2000) return last?.connection;
  for (const { connection } of [last, ...probe.idle.splice(0)]) connection.close();
  return undefined;
}

async function end() {
  clearInterval(probe.timer);
  await Promise.all(probe.asking);
  for (const { connection } of probe.idle) connection.close();
  const sorted = probe.waits.sort((a, b) => a - b);
  const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1];
  return { asked: sorted.length, p99, longest: sorted.at(-1), wrong: probe.wrong };
}
