import { describe, expect, test } from "vitest";
import { endables } from "../../vocabulary/endable.ts";
import { decideWhatEnds, endReasons, type EndReason } from "./what-ends.ts";

const listEnding = (reason: EndReason) => endables.filter((kind) => decideWhatEnds(reason)[kind] !== null);
const door = ["attempts", "sessions", "rememberedDevices"];
const work = ["pendingBindings", "emailChanges"];

describe("what ends", () => {
  test.each<[EndReason, readonly string[]]>([
    ["account-suspended", [...door, ...work, "passwordResets"]],
    ["deletion-requested", ["attempts", "sessions", ...work]],
    ["account-deleted", endables.filter((kind) => kind !== "invitations")],
    ["not-me", endables],
    ["password-reset", [...door, "knownDevices", ...work, "passwordResets"]],
    // A proof by the old password counts for nothing anyway, and who is halfway through by a passkey goes on.
    ["password-changed", ["sessions", "rememberedDevices", "knownDevices", ...work, "passwordResets"]],
    ["signed-out-by-operator", [...door, ...work]],
    ["second-factors-removed", [...door, ...work]],
    ["signed-out-by-admin", [...door, ...work]],
    ["password-reset-required", [...door, ...work, "passwordResets"]],
    ["membership-suspended", ["emailChanges"]],
    ["membership-ended", ["identities", "emailChanges", "invitations"]],
    ["membership-left", ["identities", "invitations"]],
    ["connection-disabled", ["attempts", "sessions"]],
    ["connection-deleted", ["attempts", "sessions", "identities"]],
    ["identity-unlinked", ["attempts", "sessions", "identities"]],
    ["revoked-by-provider", ["attempts", "sessions"]],
    [
      "deprovisioned",
      ["attempts", "sessions", "identities", "rememberedDevices", ...work, "passwordResets", "invitations"],
    ],
  ])("%s", (reason, ending) => {
    expect(listEnding(reason)).toEqual(ending);
  });

  test("of a connection nothing ends that is an account's own", () => {
    for (const reason of endReasons.filter((each) => decideWhatEnds(each).of === "connection"))
      expect(listEnding(reason).filter((kind) => !["attempts", "sessions", "identities"].includes(kind))).toEqual([]);
  });

  test("whatever ends sessions of an account ends what they had set going", () => {
    for (const reason of endReasons) {
      const { of, sessions, pendingBindings, emailChanges } = decideWhatEnds(reason);
      if (of === "connection" || sessions === null) continue;
      expect([reason, pendingBindings, emailChanges]).toEqual([reason, "ends", "ends"]);
    }
  });
});
