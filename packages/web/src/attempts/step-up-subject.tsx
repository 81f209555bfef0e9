import { useAuthenticators } from "../app/queries.ts";
import { useAuthenticatorFacts } from "../authenticators/facts.ts";
import { Bits } from "../parts/card.tsx";
import { Subject } from "../parts/dialog.tsx";
import { removeSubjectText } from "./strings.ts";

/** Names the authenticator the change is about, when it is about one. */
export function StepUpSubject({ target }: { target: string | undefined }) {
  const { data } = useAuthenticators();
  const facts = useAuthenticatorFacts();
  const authenticator = data?.totp.find((candidate) => candidate.id === target);
  if (authenticator === undefined) return null;
  return (
    <Subject icon="phone" title={removeSubjectText(authenticator.name)}>
      <Bits items={facts(authenticator)} />
    </Subject>
  );
}
