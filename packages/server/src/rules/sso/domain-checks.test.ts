import { describe, expect, test } from "vitest";
import {
  type CheckedDomain,
  decideDomainStatus,
  decideDomainTurn,
  type DomainTurn,
  judgeProof,
  type Proof,
} from "./domain-checks.ts";

describe("the record proves", () => {
  const value = "mortise-domain=abc";
  test.each<[string, Parameters<typeof judgeProof>[0], Proof]>([
    ["by its whole text", { found: [value] }, "proven"],
    ["among others", { found: ["v=spf1 -all", value] }, "proven"],
    ["nothing by a text around it", { found: [`x ${value}`] }, "lost"],
    ["nothing by a longer one", { found: [`${value}d`] }, "lost"],
    ["nothing by a part of it", { found: ["mortise-domain=ab"] }, "lost"],
    ["nothing by another case", { found: [value.toUpperCase()] }, "lost"],
    ["nothing in quotes", { found: [`"${value}"`] }, "lost"],
    ["nothing where there is none", { found: [] }, "lost"],
    ["nothing, and is not lost, where DNS is silent", { unanswered: "ETIMEOUT" }, "unanswered"],
  ])("%s", (_name, said, proof) => expect(judgeProof(said, value)).toBe(proof));
});

describe("a look makes of a domain", () => {
  const day = 86_400_000;
  const now = 100 * day;
  const none = { verifiedAt: null, failingSince: null, remindedAt: null, releasedAt: null };
  const fine = { ...none, verifiedAt: 1 };
  const failing = (days: number, more: Partial<CheckedDomain> = {}) => ({
    ...fine,
    failingSince: now - days * day,
    ...more,
  });
  test.each<[string, CheckedDomain, Proof, DomainTurn | undefined]>([
    ["a pending one verified", none, "proven", "verified"],
    ["nothing of a pending one without a record", none, "lost", undefined],
    ["nothing of a pending one in silence", none, "unanswered", undefined],
    ["nothing of one that is fine", fine, "proven", undefined],
    ["it failing when the record is lost", fine, "lost", "failing"],
    ["nothing when DNS is silent", fine, "unanswered", undefined],
    ["nothing on the second day", failing(2.9), "lost", undefined],
    ["it said again on the third", failing(3), "lost", "reminded"],
    ["nothing once that was said", failing(4, { remindedAt: 1 }), "lost", undefined],
    ["nothing on the thirteenth", failing(13.9, { remindedAt: 1 }), "lost", undefined],
    ["it released on the fourteenth", failing(14, { remindedAt: 1 }), "lost", "released"],
    ["it released, though nobody looked in between", failing(20), "lost", "released"],
    ["nothing of it in silence, however long", failing(20), "unanswered", undefined],
    ["nothing more of a released one", failing(30, { remindedAt: 1, releasedAt: 1 }), "lost", undefined],
    ["it recovered when the record is back", failing(1), "proven", "recovered"],
    ["it recovered even when it was released", failing(30, { releasedAt: 1 }), "proven", "recovered"],
  ])("%s", (_name, domain, proof, turn) => expect(decideDomainTurn(domain, proof, now)).toBe(turn));

  test.each<[string, CheckedDomain]>([
    ["pending", none],
    ["verified", fine],
    ["failing", failing(1)],
    ["failing", failing(20, { releasedAt: 1 })],
  ])("the status %s", (status, domain) => expect(decideDomainStatus(domain)).toBe(status));
});
