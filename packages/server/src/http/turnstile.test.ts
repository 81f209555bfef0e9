import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createTurnstile } from "./turnstile.ts";

const here = (): boolean => false;

test("of what comes at once eight begin in a turn, in the order they came, and whoever asks for little is heard between", async () => {
  const enter = createTurnstile();
  const begun: number[] = [];
  for (let number = 0; number < 20; number++) enter(() => begun.push(number), here);
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  await turn();
  expect(begun).toHaveLength(16);
  // Who comes now is not let in before those who wait.
  enter(() => begun.push(20), here);
  expect(begun).toHaveLength(16);
  await turn();
  expect(begun).toEqual(Array.from({ length: 21 }, (_, number) => number));
  await turn();
  enter(() => begun.push(21), here);
  expect(begun.at(-1)).toBe(21);
});

test("who has left meanwhile is not begun, and takes nobody's place", async () => {
  const enter = createTurnstile();
  const begun: number[] = [];
  for (let number = 0; number < 24; number++)
    enter(
      () => begun.push(number),
      () => number >= 8 && number < 16,
    );
  await turn();
  expect(begun.slice(8)).toEqual([16, 17, 18, 19, 20, 21, 22, 23]);
});
