import { useId } from "react";
import { AuthAlt, AuthCard } from "../app/auth-page.tsx";
import { useDeployment } from "../app/deployment.tsx";
import { fieldError } from "../attempts/refusal.ts";
import { attemptText } from "../attempts/strings.ts";
import { namesOf } from "../attempts/ways.ts";
import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { list } from "../parts/format.ts";
import { OtpField } from "../parts/otp-field.tsx";
import { Sentence, Strong } from "../parts/sentence.tsx";
import { partsText } from "../parts/strings.ts";
import { AnotherWay } from "./another-way.tsx";
import type { StepProps } from "./password-step.tsx";
import { RememberDevice } from "./remember-device.tsx";
import { signInText } from "./strings.ts";
import { useCodeEntry } from "./use-code-entry.ts";

export function CodeStep({ ceremony, ways }: StepProps) {
  const entry = useCodeEntry((code) => ceremony.prove({ kind: "totp", code }));
  const leadId = useId();
  const { refusal } = ceremony.state;
  return (
    <AuthCard
      title={signInText.codeTitle}
      lead={<CodeLead names={namesOf(ways.find((way) => way.kind === "totp"))} />}
      leadId={leadId}
    >
      <Form className="m-auth-form" onSubmit={() => entry.send(entry.code)} refusal={entry.missing ?? refusal}>
        <OtpField
          label={partsText.sixDigitCode}
          value={entry.code}
          onChange={entry.change}
          // After a wrong code a person may want to look twice, so only the first goes by itself.
          {...(refusal === null && { onFull: entry.send })}
          error={entry.missing === null ? fieldError(refusal, "totp") : attemptText.missingCode}
          describedBy={leadId}
          autoFocus
        />
        <RememberDevice ceremony={ceremony} />
        <Button tone="primary" size="lg" block type="submit" busy={ceremony.proving && attemptText.checking}>
          {attemptText.continue}
        </Button>
      </Form>
      <AuthAlt>
        <AnotherWay ceremony={ceremony} ways={ways} />
      </AuthAlt>
    </AuthCard>
  );
}

function CodeLead({ names }: { names: string[] }) {
  const { productName } = useDeployment();
  const [first, ...others] = names;
  return (
    <>
      <Sentence
        text={signInText.codeLead}
        slots={{ app: <Strong>{first ?? signInText.anyApp}</Strong>, product: productName }}
      />
      {others.length > 0 && ` ${signInText.othersToo(list(others, "disjunction"))}`}
    </>
  );
}
