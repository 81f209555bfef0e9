import { emailOf, password } from "../seed/ids.mjs";
import { openConnection } from "../load/connection.mjs";
import { post } from "../load/post.mjs";
import { summarize } from "../statistics.mjs";

const nobody = (number) => `nobody-${number}@example.com`;

// Each answers the milliseconds of the request that could tell, and whether its answer was the one everybody gets.
const operations = {
  "sign-up": (connection, email, from) =>
    timed(connection, "/v1/sign-up", { email, password, name: "A Person" }, from, 202),
  "sign-in start": (connection, email, from) =>
    timed(connection, "/v1/attempts", { purpose: "sign-in", email }, from, 201),
  "wrong password": async (connection, email, from) => {
    const { body } = await post(connection, "/v1/attempts", { purpose: "sign-in", email }, from);
    const proof = { kind: "password", password: "Wrong-horse-7-battery" };
    return timed(connection, `/v1/attempts/${JSON.parse(body).id}/proofs`, proof, from, 401);
  },
  "password reset": (connection, email, from) => timed(connection, "/v1/password-resets", { email }, from, 202),
};

async function timed(connection, path, body, from, expected) {
  const start = performance.now();
  const { status } = await post(connection, path, body, from);
  return { milliseconds: performance.now() - start, right: status === expected };
}

/** How long each answer takes for addresses with and without an account: one at a time, in turn, no address twice. */
export async function measureEnumeration({ port, pairs, warmPairs, progress }) {
  const connection = await openConnection(port);
  const results = {};
  let number = 0;
  for (const [name, operation] of Object.entries(operations)) {
    progress(name);
    const times = { known: [], unknown: [] };
    let wrong = 0;
    for (let pair = 0; pair < warmPairs + pairs; pair++, number++) {
      const order = pair % 2 ? ["known", "unknown"] : ["unknown", "known"];
      for (const side of order) {
        const email = side === "known" ? emailOf(number) : nobody(number);
        const { milliseconds, right } = await operation(connection, email, number * 2 + (side === "known" ? 1 : 0));
        if (!right) wrong++;
        if (pair >= warmPairs) times[side].push(milliseconds);
      }
    }
    results[name] = { known: summarize(times.known), unknown: summarize(times.unknown), wrong };
  }
  connection.close();
  return results;
}
