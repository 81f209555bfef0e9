import { decideNamesNone, decideUserVerification } from "../../rules/authenticators/ceremony.ts";
import type { Work } from "../../services.ts";
import type { Question } from "../judgement.ts";
import { ceremonySeconds, issueChallenge } from "./challenges.ts";
import { bindingOf } from "./judge-passkey.ts";
import { listBoundPasskeys } from "./passkeys.sql.ts";

/**
 * `PublicKeyCredentialRequestOptionsJSON` (WebAuthn L3 §5.5) with a challenge for this attempt. Before a first proof it names
 * no credential: any passkey may answer, and nobody learns whether an address has one.
 */
export async function issueRequestOptions(work: Work, question: Question): Promise<object> {
  const { tx, config } = work;
  const challenge = await issueChallenge(work, bindingOf(question));
  const namesNone = decideNamesNone(question);
  const passkeys = namesNone ? [] : await listBoundPasskeys(tx, question.accountId ?? "");
  const isAllKeys = passkeys.length > 0 && passkeys.every(({ securityKeyAt }) => securityKeyAt !== null);
  return {
    challenge,
    rpId: config.relyingParty.id,
    timeout: ceremonySeconds * 1000,
    userVerification: decideUserVerification(question),
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      type: "public-key",
      id: credentialId,
      transports: JSON.parse(transports) as string[],
    })),
    hints: isAllKeys ? ["security-key"] : [],
  };
}
