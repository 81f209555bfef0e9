import { expect, test } from "vitest";
import { type EventType, catalogue, eventTypes } from "./catalogue.ts";
import { forgetWords, sessionEndWords } from "./words.ts";

// A sentence is read after "I", "You", "Maya" or "A rule": its verb is one form for all. Regular ones end in -ed.
const irregular = new Set(
  "gave made got put found said chose took left began forgot heard read could did handed left sent set named told".split(
    " ",
  ),
);
const verbOf = (sentence: string): string => sentence.split(/[ :,]/)[0] ?? "";
const fitsAll = (sentence: string): boolean => /ed$/.test(verbOf(sentence)) || irregular.has(verbOf(sentence));

// Where a sentence has branches, what else it may carry; the rest of each is its example.
const branches: Partial<Record<EventType, readonly object[]>> = {
  "sign-up.requested": [{ known: true }],
  "account.authenticator-preferred": [{ authenticatorId: null }],
  "text-messages.ceiling-reached": [{ share: "new-phones" }],
  "break-glass.changed": [{ owners: [] }, { owners: ["acct_1", "acct_2"] }],
  "access.refused": [{ reason: "membership-suspended" }],
  "session.ended": Object.keys(sessionEndWords).map((reason) => ({ reason })),
  "device.forgotten": Object.keys(forgetWords).map((reason) => ({ reason })),
};

test.each(eventTypes)("%s reads after I, You and a name", (type) => {
  const { says, example } = catalogue[type];
  for (const branch of [{}, ...(branches[type] ?? [])]) {
    const sentence = says({ ...(example as object), ...branch } as never);
    expect(fitsAll(sentence), sentence).toBe(true);
    // Nor a verb later on that agrees with who did it, and nothing that says whose.
    expect(sentence, sentence).not.toMatch(
      /\b(?:and|then|but) (?:was|were|is|are|am|has|have|does|do)\b|\b(?:your|my|his|her) /,
    );
  }
});

test("what would not fit is seen", () => {
  for (const wrong of ["was sent a code", "were kept out", "has left", "no longer prefers", "is gone"])
    expect(fitsAll(wrong), wrong).toBe(false);
});
