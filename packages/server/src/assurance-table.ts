import type { BoundAuthenticator, Proof } from "./vocabulary/proofs.ts";
import { decideAssurance, decidePhishingResistance } from "./rules/sign-in/assurance.ts";
import { decideRestoreKinds } from "./rules/sessions/restoring.ts";
import { heldToNothing } from "./rules/policies/held/held-policies.ts";
import { decideSignIn } from "./rules/sign-in/sign-in.ts";
import { decideStepUp } from "./rules/step-up/step-up.ts";
import { type AuthenticatorKind, nounOf } from "./vocabulary/kinds.ts";

/** An authenticator of the table: a kind, and for passkeys whether it knows its holder. */
interface Sample {
  readonly name: string;
  readonly kind: AuthenticatorKind;
  readonly userVerified?: true;
}

const samples = {
  password: { name: nounOf("password", "proof"), kind: "password" },
  totp: { name: nounOf("totp", "proof"), kind: "totp" },
  passkey: { name: nounOf("passkey"), kind: "passkey", userVerified: true },
  key: { name: "security key without user verification", kind: "passkey" },
  phone: { name: nounOf("phone", "proof"), kind: "phone" },
  codes: { name: nounOf("recovery-code", "proof"), kind: "recovery-code" },
} as const satisfies Record<string, Sample>;

const { password, totp, passkey, key, phone, codes } = samples;
const accounts: readonly (readonly Sample[])[] = [
  [password],
  [password, totp, codes],
  [password, phone, codes],
  [password, key, codes],
  [password, passkey, codes],
  [password, passkey, key, totp, phone, codes],
  [passkey, codes],
];

/** What may begin a sign-in, alone and, where that is not enough, completed by what is bound. */
function waysInto(account: readonly Sample[]): Sample[][] {
  const firsts = account.filter(({ kind }) => kind === "password" || kind === "passkey");
  return firsts.flatMap((first) => {
    const seconds = opens(account, [first], false) ? [] : account.filter((second) => second !== first);
    return [[first], ...seconds.map((second) => [first, second])];
  });
}

const opens = (account: readonly Sample[], way: readonly Sample[], isRemembered: boolean): boolean =>
  describeSignIn(account, way, isRemembered).startsWith("opens");

const toBound = ({ name, kind, userVerified }: Sample): BoundAuthenticator => ({
  kind,
  id: name,
  ...(userVerified && { verifiesUser: true, isDiscoverable: true }),
});
const toProof = ({ name, kind, userVerified }: Sample): Proof => ({
  kind,
  authenticatorId: name,
  at: 0,
  ...(userVerified && { userVerified }),
});
const list = (kinds: readonly AuthenticatorKind[]): string =>
  kinds.map((kind) => Object.values<Sample>(samples).find((sample) => sample.kind === kind)?.name ?? kind).join(" or ");

function describeSignIn(account: readonly Sample[], way: readonly Sample[], isRemembered: boolean): string {
  const decision = decideSignIn({
    account: { id: "", suspendedAt: null, securedAt: null, passwordResetRequiredAt: null },
    bound: account.map(toBound),
    proofs: way.map(toProof),
    captured: null,
    rememberedAt: isRemembered ? 0 : null,
    held: heldToNothing,
    now: 0,
  });
  if ("refused" in decision) return decision.refused;
  if (decision.next === "prove-more") return `asks for ${list(decision.acceptable) || "another way"}`;
  const { proofs } = decision.signIn;
  return `opens, level ${decideAssurance(proofs)}${decidePhishingResistance(proofs) ? ", phishing-resistant" : ""}`;
}

function describeStepUp(account: readonly Sample[], way: readonly Sample[]): string {
  const decision = decideStepUp({
    operation: "bind-authenticator",
    bound: account.map(toBound),
    proofs: way.map(toProof),
    confirmationEndedAt: null,
    strength: "second-factor",
    now: 0,
  });
  return decision.confirmed ? "confirmed" : `asks for ${list(decision.acceptable)}`;
}

function describeAccount(account: readonly Sample[]): string {
  const rows = waysInto(account).map((way) => {
    const cells = [
      way.map(({ name }) => name).join(", then "),
      describeSignIn(account, way, false),
      describeSignIn(account, way, true),
      opens(account, way, true) ? describeStepUp(account, way) : "",
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const restore = list(decideRestoreKinds(account.map(toBound))) || "nothing: sign out, and in again";
  return `## ${account.map(({ name }) => name).join(" + ")}\n\n| proven | this device | remembered device | a change within ten minutes |\n|---|---|---|---|\n${rows.join("\n")}\n\nA flagged session is restored by: ${restore}.\n`;
}

/** docs/assurance.md: what opens a session, from the same rules that open it. */
export function describeAssurance(): string {
  const intro = `# Assurance

What opens a session, and how sure it is: the rules of \`packages/server/src/rules/\` asked about every way in, for accounts with these authenticators bound.
Generated from \`packages/server/src/assurance-table.ts\`; \`test/invariants/assurance-matrix.test.ts\` compares the rules with the design over all combinations.

Step-up strength is \`second-factor\`, the default. A remembered device stands in for the second step after a password, and confirms nothing. A flagged session reads
its account and signs out; every other request is refused until its owner restores trust.
`;
  return [intro, ...accounts.map(describeAccount)].join("\n");
}
