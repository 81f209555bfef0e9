import { expect, test } from "vitest";
import { rowsOf } from "./rows.ts";
import type { ShownEvent } from "./use-events.ts";

let ids = 0;
const happened = (type: string, requestId: string | null, more: Partial<ShownEvent> = {}): ShownEvent => ({
  id: `evnt_${String((ids += 1)).padStart(4, "0")}`,
  at: new Date(ids * 1000).toISOString(),
  type,
  kind: "sign-in",
  actor: { kind: "account", id: "acct_x", text: "You" },
  text: type,
  sessionId: null,
  requestId,
  organizationId: null,
  ip: "192.0.2.1",
  location: null,
  device: "Chrome on Linux",
  data: type === "proof.accepted" ? { purpose: "sign-in" } : {},
  leafIndex: null,
  ...more,
});
const told = (events: ShownEvent[], hasMore = false) =>
  rowsOf([...events].reverse(), hasMore).map(({ lead, rest }) =>
    [lead.type, ...rest.map(({ type }) => type)].join(" "),
  );
const signIn = (first: string, second: string) => [
  happened("proof.accepted", first),
  happened("session.opened", second),
  happened("sign-in.accepted", second),
];

test("a sign-in in two steps is one row, each sign-in its own", () => {
  expect(told([...signIn("a", "b"), ...signIn("c", "d")])).toEqual([
    "sign-in.accepted session.opened proof.accepted",
    "sign-in.accepted session.opened proof.accepted",
  ]);
});

test("a password that was right, without a sign-in after it, stays news", () => {
  const elsewhere = { ip: "198.51.100.9" };
  expect(told([happened("proof.accepted", "x", elsewhere), ...signIn("a", "b")])).toEqual([
    "sign-in.accepted session.opened proof.accepted",
    "proof.accepted",
  ]);
  expect(told([happened("proof.accepted", "x"), ...signIn("a", "b")])).toHaveLength(2);
});

test("what the same request records besides is behind the heaviest; what is news by itself is not", () => {
  expect(
    told([
      happened("authenticator.unbound", "r"),
      happened("recovery-codes.revoked", "r"),
      happened("two-step.turned-off", "r"),
      happened("session.flagged", "r"),
    ]),
  ).toEqual(["session.flagged", "two-step.turned-off recovery-codes.revoked authenticator.unbound"]);
});

test("events of other requests, and of none, are never folded together", () => {
  expect(
    told([happened("session.ended", null), happened("password.reset", null), happened("session.ended", "q")]),
  ).toEqual(["session.ended", "password.reset", "session.ended"]);
});

test("an act that a page ends within waits for the rest of it", () => {
  const all = [...signIn("a", "b"), ...signIn("c", "d")];
  for (let loaded = 1; loaded <= all.length; loaded += 1) {
    const shown = told(all.slice(all.length - loaded), loaded < all.length);
    expect(shown.filter((row) => row === "session.opened")).toEqual([]);
  }
});

test("adding something is one row: what began it, the code by text message and what went wrong are behind it", () => {
  const one = { data: { authenticatorId: "phon_1" } };
  expect(
    told([
      happened("text-message.sent", "a"),
      happened("authenticator.binding-begun", "a", one),
      happened("authenticator.binding-rejected", "b", one),
      happened("authenticator.bound", "c", one),
    ]),
  ).toEqual(["authenticator.bound authenticator.binding-rejected authenticator.binding-begun text-message.sent"]);
});

test("adding something that was never completed is told, and is no part of another", () => {
  expect(
    told([
      happened("text-message.sent", "a"),
      happened("authenticator.binding-begun", "a", { data: { authenticatorId: "phon_1" } }),
      happened("authenticator.bound", "b", { data: { authenticatorId: "totp_1" } }),
    ]),
  ).toEqual(["authenticator.bound", "authenticator.binding-begun text-message.sent"]);
});
