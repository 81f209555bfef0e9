import { expect, test } from "vitest";
import type { SetUp } from "../app/api-types.ts";
import { nextStep, stepsOf } from "./steps.ts";

const state = (intents: string[], more: object = {}): SetUp =>
  ({ link: { intents }, domains: [], connection: null, ...more }) as unknown as SetUp;
const connection = { status: "draft", tested: false, pendingRevision: null };
const domains = [{ status: "verified" }];

test.each([
  [["domains"], ["domains"]],
  [["certificate"], ["connect", "test"]],
  [
    ["domains", "sso"],
    ["domains", "connect", "test"],
  ],
  [["scim"], []],
])("a link for %j leads through %j", (intents, steps) => {
  expect(stepsOf(state(intents))).toEqual(steps);
});

test.each<[object, string]>([
  [{}, "domains"],
  [{ domains: [{ status: "pending" }] }, "domains"],
  [{ domains }, "connect"],
  [{ domains, connection }, "test"],
  [{ domains, connection: { ...connection, tested: true } }, "done"],
  [{ domains, connection: { ...connection, tested: true, pendingRevision: "r" } }, "test"],
  [{ domains, connection: { ...connection, tested: true, status: "active" } }, "done"],
])("%j goes on with %s", (more, step) => {
  expect(nextStep(state(["domains", "sso"], more))).toBe(step);
});
