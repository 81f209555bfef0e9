import { useState } from "react";
import { Link } from "../parts/link.tsx";
import { AuthCard } from "../app/auth-page.tsx";
import { onTheWay } from "../app/return-to.ts";
import { useReturnTo } from "../app/use-return-to.ts";
import { withTriesLeft, type Refusal } from "../attempts/refusal.ts";
import { attemptText } from "../attempts/strings.ts";
import type { WayOfKind } from "../attempts/ways.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { PasswordField } from "../parts/password-field.tsx";
import { ResetLink } from "./reset-link.tsx";
import { signInText } from "./strings.ts";
import type { SignInCeremony } from "./use-sign-in.ts";

export interface StepProps {
  ceremony: SignInCeremony;
  email: string;
  ways: WayOfKind[];
}

export function PasswordStep({ ceremony, email, ways }: StepProps) {
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<object | null>(null);
  const submit = () => {
    if (password === "") setMissing({});
    else ceremony.prove({ kind: "password", password });
  };
  const change = (typed: string) => {
    setPassword(typed);
    setMissing(null);
  };
  const { refusal } = ceremony.state;
  const forgotten = onTheWay("/forgot-password", useReturnTo());
  return (
    <AuthCard title={signInText.passwordTitle}>
      <PasswordRefused refusal={refusal} />
      <Form className="m-auth-form" onSubmit={submit} refusal={missing ?? refusal}>
        <div className="m-identity">
          <span className="m-ltr">{email}</span>
          <Button tone="ghost" size="sm" aria-label={signInText.changeEmail} onClick={ceremony.restart}>
            {signInText.change}
          </Button>
        </div>
        <PasswordField
          large
          username={email}
          autoComplete="current-password"
          autoFocus
          value={password}
          onChange={change}
          error={missing === null ? undefined : attemptText.missingPassword}
          invalid={refusal?.is === "rejected"}
          aside={
            <Link className="m-small" href={forgotten} state={{ email }}>
              {signInText.forgot}
            </Link>
          }
        />
        <Button tone="primary" size="lg" block type="submit" busy={ceremony.proving && signInText.signingIn}>
          {signInText.signIn}
        </Button>
        {ways.some((way) => way.kind === "passkey") && (
          <Button size="lg" block icon="passkey" onClick={() => ceremony.choose("passkey")}>
            {signInText.passkeyInstead}
          </Button>
        )}
      </Form>
    </AuthCard>
  );
}

function PasswordRefused({ refusal }: { refusal: Refusal | null }) {
  if (refusal === null) return null;
  if (refusal.is === "trouble") {
    return (
      <Banner tone="warning" alert>
        {refusal.words}
      </Banner>
    );
  }
  if (refusal.is !== "rejected") return null;
  return (
    <Banner tone="danger" alert>
      <ResetLink text={withTriesLeft(signInText.mismatch, refusal.triesLeft)} />
    </Banner>
  );
}
