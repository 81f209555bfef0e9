import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import type { App } from "../../src/http/app-parts.ts";
import { createNodeListener } from "../../src/http/node-server.ts";
import { setServer } from "../support/test-server.ts";

const server = setServer("sqlite", { quiet: true });

/** An app of which it is only known when it is asked. */
const appOf = (onAsked: () => void): App => ({ fetch: () => (onAsked(), new Response()) }) as unknown as App;

/** A request as node:http hands it over once its head is read, on a connection of its own. */
function ask(path: string): [IncomingMessage, ServerResponse] {
  const request = new IncomingMessage(new Socket());
  const host = new URL(server.services.config.publicUrl).host;
  Object.assign(request, { method: "GET", url: path, httpVersion: "1.1", rawHeaders: ["Host", host] });
  request.push(null);
  return [request, new ServerResponse(request)];
}

test("of many requests at once a few begin, and a session check that comes last is decided before the others", async () => {
  const begun: string[] = [];
  const answer = { status: 401, headers: {}, body: "" };
  const listener = createNodeListener(
    server.services,
    appOf(() => begun.push("other")),
    () => (begun.push("check"), answer),
  );
  for (let number = 0; number < 100; number++) listener(...ask("/v1/deployment"));
  listener(...ask("/v1/session"));
  expect(begun.length).toBeLessThan(20);
  expect(begun.at(-1)).toBe("check");
  while (begun.length < 101) await turn();
  expect(begun.filter((each) => each === "other")).toHaveLength(100);
});

test("who has left before it was their turn is not asked for", async () => {
  let begun = 0;
  const listener = createNodeListener(
    server.services,
    appOf(() => begun++),
    () => ({
      status: 401,
      headers: {},
      body: "",
    }),
  );
  const asked = Array.from({ length: 40 }, () => ask("/v1/deployment"));
  for (const each of asked) listener(...each);
  const first = begun;
  for (const [request] of asked.slice(first)) request.socket.destroy();
  for (let turns = 0; turns < 20; turns++) await turn();
  expect([first > 0, begun]).toEqual([true, first]);
});

test("what was answered while it waited, by the app it stands beside, is left alone", async () => {
  let begun = 0;
  const listener = createNodeListener(
    server.services,
    appOf(() => begun++),
    () => ({ status: 401, headers: {}, body: "" }),
  );
  const asked = Array.from({ length: 40 }, () => ask("/v1/deployment"));
  for (const each of asked) listener(...each);
  const first = begun;
  for (const [, response] of asked.slice(first)) response.writeHead(503).end();
  // Headers set behind an answer would be thrown where nobody catches it, and end the app.
  for (let turns = 0; turns < 20; turns++) await turn();
  expect([first > 0, begun]).toEqual([true, first]);
});
