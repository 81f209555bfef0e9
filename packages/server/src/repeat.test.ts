import { expect, test } from "vitest";
import { rest } from "./repeat.ts";

test("work that nobody waits for is told to end while it rests, and ends with the reason it was given", async () => {
  const ended = new AbortController();
  const resting = rest(60_000, ended.signal);
  ended.abort(new Error("the server ends"));
  await expect(resting).rejects.toThrow("the server ends");
  await expect(rest(0, ended.signal)).rejects.toThrow("the server ends");
  await expect(rest(0, undefined)).resolves.toBeUndefined();
});
