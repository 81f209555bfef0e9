import { useId, useState } from "react";
import { AuthAlt, AuthCard } from "../app/auth-page.tsx";
import { fieldError } from "../attempts/refusal.ts";
import { attemptText, textCodeText } from "../attempts/strings.ts";
import { OtherPhones, SendAgain, TextCodeAsked } from "../attempts/text-code-asked.tsx";
import { useTextCode } from "../attempts/use-text-code.ts";
import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { AnotherWay } from "./another-way.tsx";
import type { StepProps } from "./password-step.tsx";
import { RememberDevice } from "./remember-device.tsx";
import { signInText } from "./strings.ts";
import { useCodeEntry } from "./use-code-entry.ts";

/** A code by text message. */
export function TextStep({ ceremony, ways }: StepProps) {
  const { attempt, refusal } = ceremony.state;
  const [phones] = useState(() => ways.find((way) => way.kind === "phone")?.named ?? []);
  const textCode = useTextCode(attempt?.id ?? "", phones);
  const entry = useCodeEntry((code) => ceremony.prove({ kind: "phone", code }));
  const leadId = useId();
  const { sentTo } = textCode;
  return (
    <AuthCard
      title={signInText.textTitle}
      lead={sentTo === undefined ? undefined : textCodeText.sentTo(sentTo)}
      leadId={leadId}
    >
      <Form className="m-auth-form" onSubmit={() => entry.send(entry.code)} refusal={entry.missing ?? refusal}>
        <TextCodeAsked
          textCode={textCode}
          code={entry.code}
          onCode={entry.change}
          onFull={refusal === null ? entry.send : undefined}
          error={entry.missing === null ? fieldError(refusal, "phone") : attemptText.missingCode}
          describedBy={leadId}
        />
        {sentTo !== undefined && (
          <>
            <RememberDevice ceremony={ceremony} />
            <Button tone="primary" size="lg" block type="submit" busy={ceremony.proving && attemptText.checking}>
              {attemptText.continue}
            </Button>
          </>
        )}
      </Form>
      <AuthAlt split>
        <SendAgain textCode={textCode} />
        <OtherPhones textCode={textCode} />
        <AnotherWay ceremony={ceremony} ways={ways} />
      </AuthAlt>
    </AuthCard>
  );
}
