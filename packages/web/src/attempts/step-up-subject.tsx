import { useAuthenticators } from "../app/queries.ts";
import { allOf, iconOf, nounOf } from "../authenticators/kinds.ts";
import { useAuthenticatorFacts } from "../authenticators/facts.ts";
import { Bits } from "../parts/card.tsx";
import { Subject } from "../parts/dialog.tsx";
import type { StepUpRequest } from "./step-up-desk.ts";
import { bindingText, operationText, removeSubjectText, removingText } from "./strings.ts";

/** Names the authenticator the change is about, when it is about one. */
export function StepUpSubject({ target }: { target: string | undefined }) {
  const facts = useAuthenticatorFacts();
  const authenticator = useTarget(target);
  if (authenticator === undefined) return null;
  return (
    <Subject icon={iconOf(authenticator)} title={removeSubjectText(authenticator.name)}>
      <Bits items={facts(authenticator)} />
    </Subject>
  );
}

/** What the person is about to do, as exactly as it is known. */
export function useAboutWords({ operation, binds, target }: StepUpRequest): string {
  const authenticator = useTarget(target);
  if (operation === "bind-authenticator" && binds !== undefined) return bindingText[binds];
  if (operation === "unbind-authenticator" && authenticator !== undefined) return removingText[nounOf(authenticator)];
  return operationText[operation];
}

function useTarget(target: string | undefined) {
  const { data } = useAuthenticators();
  return data && allOf(data).find((candidate) => candidate.id === target);
}
