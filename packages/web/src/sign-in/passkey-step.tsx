import { useEffect } from "react";
import { AuthAlt, AuthCard } from "../app/auth-page.tsx";
import { PasskeyAsk } from "../attempts/passkey-ask.tsx";
import { fieldError } from "../attempts/refusal.ts";
import { attemptText } from "../attempts/strings.ts";
import { usePasskeyProof } from "../attempts/use-passkey-proof.ts";
import { namesOf } from "../attempts/ways.ts";
import { list } from "../parts/format.ts";
import { Sentence, Strong } from "../parts/sentence.tsx";
import { AnotherWay } from "./another-way.tsx";
import type { StepProps } from "./password-step.tsx";
import { RememberDevice } from "./remember-device.tsx";
import { isForAnyone } from "./sign-in-state.ts";
import { signInText } from "./strings.ts";

/** A passkey: alone, after the email, or as the second step. */
export function PasskeyStep({ ceremony, ways }: StepProps) {
  const { attempt, refusal } = ceremony.state;
  const passkey = usePasskeyProof(attempt?.id, {
    onCredential: (credential) => ceremony.prove({ kind: "passkey", credential }),
    onRefused: (error) => ceremony.refuse(error, "passkey"),
  });
  const isFirst = attempt === null || attempt.proofs.length === 0;
  const forAnyone = attempt !== null && isForAnyone(attempt);
  useEffect(() => {
    // Somebody just pressed the button for it. As a second step there is a box to tick first, so it waits for a press.
    if (isFirst) passkey.ask();
    // Once, on coming here: asking again is the person's to do.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const way = ways.find(({ kind }) => kind === "passkey");
  const names = namesOf(way);
  const held = way?.securityKeys ?? "none";
  return (
    <AuthCard
      title={isFirst ? signInText.passkeyTitle[held] : signInText.passkeySecondTitle[held]}
      lead={<PasskeyLead names={names} waiting={passkey.waiting} />}
    >
      <div className="m-auth-form">
        {!isFirst && !passkey.waiting && <RememberDevice ceremony={ceremony} />}
        <PasskeyAsk
          passkey={passkey}
          checking={ceremony.proving && attemptText.checking}
          refused={fieldError(refusal, "passkey")}
          use={signInText.usePasskey[held]}
          again={attemptText.tryAgain}
          {...(forAnyone && { onCancel: ceremony.restart })}
        />
      </div>
      {passkey.waiting ? (
        <AuthAlt>
          <Sentence text={signInText.onPhone} slots={{ choice: <Strong>{signInText.onPhoneChoice}</Strong> }} />
        </AuthAlt>
      ) : (
        <AuthAlt>
          {forAnyone ? (
            <button type="button" className="m-link-btn" onClick={ceremony.restart}>
              {signInText.useEmail}
            </button>
          ) : (
            <AnotherWay ceremony={ceremony} ways={ways} />
          )}
        </AuthAlt>
      )}
    </AuthCard>
  );
}

function PasskeyLead({ names, waiting }: { names: string[]; waiting: boolean }) {
  if (waiting) return signInText.followPrompt;
  if (names.length === 0) return signInText.passkeyLead;
  return (
    <Sentence text={signInText.passkeyLeadNamed} slots={{ names: <Strong>{list(names, "disjunction")}</Strong> }} />
  );
}
