import { refuse, type Refusal } from "../../../problems.ts";
import { decideRequired, listAllowedKinds } from "../binding/allowed-kinds.ts";
import { isPhishingResistant } from "../../sign-in/assurance.ts";
import { changes, type PolicyChangeFacts } from "./change-facts.ts";

type Refused = Refusal<"not-allowed"> | undefined;

const no = (reason: string, detail: string): Refusal<"not-allowed"> => refuse("not-allowed", { reason, detail });

/** Refuses kinds that contradict what is required, and those that would leave anybody without a method. */
export function decideAllowedKindsChange(facts: PolicyChangeFacts): Refused {
  if (!changes(facts, "allowedKinds", "secondFactor")) return undefined;
  return decideContradiction(facts) ?? (changes(facts, "allowedKinds") ? decideLeftOut(facts) : undefined);
}

function decideContradiction({ after, others, offered, isWorkspace }: PolicyChangeFacts): Refused {
  for (const other of [undefined, ...others]) {
    const sets = other ? [after, other.set] : [after];
    const kinds = listAllowedKinds(offered, sets);
    const beside = other ? ` Together with what ${isWorkspace ? "" : "the workspace "}${other.name} allows,` : "";
    if (kinds.length === 0)
      return no(
        "no-kind-left",
        `${beside || "This way"} no second factor would be left. Allow one${beside ? " that both allow" : ""}, such as passkeys.`.trim(),
      );
    if (decideRequired(sets) === "phishing-resistant" && !kinds.some(isPhishingResistant))
      return no(
        "no-passkey-allowed",
        `${beside || "This way"} no passkey is allowed, and only a passkey is phishing-resistant. Allow passkeys, or require any second factor instead.`.trim(),
      );
  }
  return undefined;
}

function decideLeftOut({ caller, after, leftWithout }: PolicyChangeFacts): Refused {
  if (
    caller.isHeld &&
    caller.kinds.length > 0 &&
    listAllowedKinds(caller.kinds, [after, ...caller.alsoHeldTo]).length === 0
  )
    return no(
      "own-kind",
      "All second factors of your own would be forbidden. Add one of an allowed kind to your account first.",
    );
  if (leftWithout === 0) return undefined;
  const whom = leftWithout === 1 ? "1 member has" : `${leftWithout} members have`;
  return no(
    "members-without-kind",
    `${whom} no second factor but those you are about to forbid. Ask them to add another first, or allow what they have; the preview lists them.`,
  );
}
