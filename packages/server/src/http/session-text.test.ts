import * as fc from "fast-check";
import { expect, test } from "vitest";
import { kinds, type AuthenticatorKind } from "../vocabulary/kinds.ts";
import { type PlainSession, sessionText } from "./session-text.ts";

const instant = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date("9999-12-31") })
  .map((at) => at.toISOString());
const chosen = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom('Maya "M" O\'Neil', "a\\b", "line\nend", "\u2028", "\ud800", "</script>", "Åsa 名前 🦊", "\u007f"),
);
const session: fc.Arbitrary<PlainSession> = fc.record({
  id: fc.constant("sess_01h455vb4pex5vsknk084sn02q"),
  account: fc.record({ id: fc.constant("acct_01h455vb4pex5vsknk084sn02q"), email: chosen, name: chosen }),
  assurance: fc.constantFrom(0, 1, 2),
  phishingResistant: fc.boolean(),
  proofs: fc.array(fc.record({ kind: fc.constantFrom(...(Object.keys(kinds) as AuthenticatorKind[])), at: instant }), {
    maxLength: 4,
  }),
  confirmedAt: instant,
  confirmedUntil: fc.option(instant),
  trust: fc.constantFrom("trusted", "flagged"),
  createdAt: instant,
  lastSeenAt: instant,
  idleExpiresAt: instant,
  expiresAt: instant,
});

test("a session is written as JSON writes it, whatever people chose to be called", () => {
  fc.assert(
    fc.property(session, (each) => {
      expect(sessionText(each)).toBe(JSON.stringify(each));
    }),
    { numRuns: 1000 },
  );
});
