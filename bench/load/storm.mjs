// Many people who sign in at once: all connections stand, then each asks, and waits for its answer.
import { answerMessages } from "../processes.mjs";
import { accountId, emailOf, password } from "../seed/ids.mjs";
import { openConnection } from "./connection.mjs";
import { post } from "./post.mjs";

let addresses = 0;

/** A whole sign-in: `done`, `refused` with when to come again, or `wrong`. */
const ways = {
  async mortise(connection, number) {
    const from = ++addresses;
    const started = await post(connection, "/v1/attempts", { purpose: "sign-in", email: emailOf(number) }, from);
    if (started.status !== 201) return "wrong";
    const path = `/v1/attempts/${JSON.parse(started.body).id}/proofs`;
    const proven = await post(connection, path, { kind: "password", password }, from);
    if (proven.status === 429) return JSON.parse(proven.body).retryAt ? "refused" : "wrong";
    if (proven.status !== 200) return "wrong";
    return JSON.parse(proven.body).session.account.id === accountId(number) ? "done" : "wrong";
  },
  async betterAuth(connection, number) {
    const { status, body } = await post(
      connection,
      "/api/auth/sign-in/email",
      { email: emailOf(number), password },
      ++addresses,
    );
    return status === 200 && body.includes(accountId(number)) ? "done" : "wrong";
  },
};

answerMessages(async ({ way, port, people, accounts }) => {
  const connections = await Promise.all(Array.from({ length: people }, () => openConnection(port)));
  const started = performance.now();
  const outcomes = await Promise.all(
    connections.map(async (connection, at) => {
      const outcome = await ways[way](connection, at % accounts);
      return { outcome, milliseconds: performance.now() - started };
    }),
  );
  for (const connection of connections) connection.close();
  const waits = outcomes.filter(({ outcome }) => outcome === "done").map(({ milliseconds }) => milliseconds);
  const count = (wanted) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  const seconds = (performance.now() - started) / 1000;
  return { done: count("done"), refused: count("refused"), wrong: count("wrong"), waits, seconds };
});
