import { useId, useState } from "react";
import { AuthAlt, AuthCard } from "../app/auth-page.tsx";
import { fieldError } from "../attempts/refusal.ts";
import { attemptText } from "../attempts/strings.ts";
import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { TextField } from "../parts/text-field.tsx";
import { AnotherWay } from "./another-way.tsx";
import type { StepProps } from "./password-step.tsx";
import { signInText } from "./strings.ts";

export function RecoveryStep({ ceremony, ways }: StepProps) {
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState<object | null>(null);
  const leadId = useId();
  const { refusal } = ceremony.state;
  const submit = () => {
    if (code.trim() === "") setMissing({});
    else ceremony.prove({ kind: "recovery-code", code: code.trim() });
  };
  const change = (typed: string) => {
    setCode(typed);
    setMissing(null);
  };
  return (
    <AuthCard title={signInText.recoveryTitle} lead={signInText.recoveryLead} leadId={leadId}>
      <Form className="m-auth-form" onSubmit={submit} refusal={missing ?? refusal}>
        <TextField
          label={signInText.recoveryLabel}
          large
          mono
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          aria-describedby={leadId}
          value={code}
          onChange={change}
          hint={signInText.recoveryHint}
          error={missing === null ? fieldError(refusal, "recovery-code") : attemptText.missingRecoveryCode}
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
