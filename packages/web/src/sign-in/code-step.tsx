import { useId, useState } from "react";
import { AuthAlt, AuthCard } from "../app/auth-page.tsx";
import { useDeployment } from "../app/deployment.tsx";
import { fieldError } from "../attempts/refusal.ts";
import { attemptText } from "../attempts/strings.ts";
import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { list } from "../parts/format.ts";
import { OtpField } from "../parts/otp-field.tsx";
import { Sentence, Strong } from "../parts/sentence.tsx";
import { partsText } from "../parts/strings.ts";
import { AnotherWay } from "./another-way.tsx";
import type { StepProps } from "./password-step.tsx";
import { signInText } from "./strings.ts";

export function CodeStep({ ceremony, ways }: StepProps) {
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState<object | null>(null);
  const leadId = useId();
  const { refusal } = ceremony.state;
  const send = (typed: string) => {
    const whole = typed.length === 6;
    setMissing(whole ? null : {});
    if (!whole) return;
    setCode("");
    ceremony.prove({ kind: "totp", code: typed });
  };
  const change = (typed: string) => {
    setCode(typed);
    setMissing(null);
  };
  return (
    <AuthCard
      title={signInText.codeTitle}
      lead={<CodeLead names={ways.find((way) => way.kind === "totp")?.names ?? []} />}
      leadId={leadId}
    >
      <Form className="m-auth-form" onSubmit={() => send(code)} refusal={missing ?? refusal}>
        <OtpField
          label={partsText.sixDigitCode}
          value={code}
          onChange={change}
          // After a wrong code a person may want to look twice, so only the first goes by itself.
          {...(refusal === null && { onFull: send })}
          error={missing === null ? fieldError(refusal, "totp") : attemptText.missingCode}
          describedBy={leadId}
          autoFocus
        />
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
