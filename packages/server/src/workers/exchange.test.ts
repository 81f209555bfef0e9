import { afterEach, expect, test, vi } from "vitest";
import { createExchange, createGathering } from "./exchange.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

afterEach(() => void vi.useRealTimers());

test("a worker that hears nothing of the others tells what it has counted itself", async () => {
  vi.useFakeTimers();
  const { exchange } = createExchange(1, () => {});
  exchange.offer(() => Promise.resolve([{ name: "own" }]));
  const gathered = exchange.gather();
  await vi.advanceTimersByTimeAsync(4000);
  expect(await gathered).toEqual([[{ name: "own" }]]);
});

test("whoever does not count in time is left out of what all have counted", async () => {
  vi.useFakeTimers();
  const workers = [1, 2].map((number) => createExchange(number, (message: FromWorker) => hear(number, message)));
  const tell = (to: number, message: ToWorker): void => workers[to - 1]!.hear(message);
  const gathering = createGathering(() => [1, 2], tell);
  const hear = (number: number, message: FromWorker): void => {
    if (message.say === "gather") gathering.gather(number, message.request);
    if (message.say === "my-count") gathering.take(message.request, message.count);
  };
  workers[0]!.exchange.offer(() => Promise.resolve([{ name: "first" }]));
  workers[1]!.exchange.offer(() => new Promise(() => {}));
  const gathered = workers[0]!.exchange.gather();
  await vi.advanceTimersByTimeAsync(2000);
  expect(await gathered).toEqual([[{ name: "first" }]]);
});

test("a worker that cannot count says nothing of itself, and nobody waits for it", async () => {
  const told: FromWorker[] = [];
  const { exchange, hear } = createExchange(1, (message) => void told.push(message));
  exchange.offer(() => Promise.reject(new Error("the database does not answer")));
  hear({ say: "count", request: 7 });
  await expect.poll(() => told).toEqual([{ say: "my-count", request: 7, count: [] }]);
});
