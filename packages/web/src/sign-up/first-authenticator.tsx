import { isProblem } from "@mortise/sdk";
import { useState } from "react";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { explain } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { NewPasswordField } from "../password/new-password-field.tsx";
import { passwordText } from "../password/strings.ts";
import { unacceptable, unmetWords } from "../password/use-password-check.ts";
import { knowsPasskeys } from "../passkeys/capabilities.ts";
import { makingText, passkeyText } from "../passkeys/strings.ts";
import { CeremonyError, explainCeremony } from "../passkeys/trouble.ts";
import { firstPasskeyText } from "./strings.ts";
import type { VerifyEmail } from "./use-verify-email.ts";

/** What a sign-up without a password begins with: a passkey, or a password after all. */
export function FirstAuthenticator({ verification, email }: { verification: VerifyEmail; email: string | undefined }) {
  const [byPassword, setByPassword] = useState(!knowsPasskeys());
  return (
    <AuthPage tab={firstPasskeyText.tab}>
      {byPassword ? (
        <FirstPassword verification={verification} email={email} onPasskey={() => setByPassword(false)} />
      ) : (
        <FirstPasskey verification={verification} onPassword={() => setByPassword(true)} />
      )}
    </AuthPage>
  );
}

function FirstPasskey({ verification, onPassword }: { verification: VerifyEmail; onPassword: () => void }) {
  const { withPasskey } = verification;
  const trouble = withPasskey.error === null ? undefined : explainFirst(withPasskey.error);
  return (
    <AuthCard title={firstPasskeyText.title} lead={firstPasskeyText.lead}>
      <div className="m-auth-form">
        {trouble !== undefined && (
          <Banner tone="warning" icon="info" compact alert>
            {trouble}
          </Banner>
        )}
        {withPasskey.isPending ? (
          <Waiting words={passkeyText.followPrompt} />
        ) : (
          <Button tone="primary" size="lg" block icon="passkey" autoFocus onClick={() => withPasskey.mutate()}>
            {trouble === undefined ? firstPasskeyText.create : firstPasskeyText.again}
          </Button>
        )}
      </div>
      <AuthAlt>
        <button type="button" className="m-link-btn" onClick={onPassword}>
          {firstPasskeyText.choosePassword}
        </button>
      </AuthAlt>
    </AuthCard>
  );
}

function explainFirst(error: unknown): string | undefined {
  if (error instanceof CeremonyError) return explainCeremony(error, makingText);
  return isProblem(error, "proof-rejected") ? firstPasskeyText.rejected : explain(error);
}

interface FirstPasswordProps {
  verification: VerifyEmail;
  /** Whose account it is to be. */
  email: string | undefined;
  onPasskey: () => void;
}

function FirstPassword({ verification, email, onPasskey }: FirstPasswordProps) {
  const { withPassword } = verification;
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<object | null>(null);
  const submit = () => {
    setMissing(password === "" ? {} : null);
    if (password !== "" && !withPassword.isPending) withPassword.mutate(password);
  };
  const unmet = unacceptable(withPassword.error) !== undefined;
  const fieldError = missing !== null ? passwordText.missing : unmetWords(withPassword.error);
  return (
    <AuthCard
      title={firstPasskeyText.passwordTitle}
      lead={knowsPasskeys() ? firstPasskeyText.passwordLead : firstPasskeyText.noPasskeys}
    >
      {withPassword.error !== null && !unmet && (
        <Banner tone="warning" alert>
          {explain(withPassword.error)}
        </Banner>
      )}
      <Form className="m-auth-form" onSubmit={submit} refusal={missing ?? (unmet ? withPassword.error : null)}>
        <NewPasswordField
          label={firstPasskeyText.password}
          username={email}
          {...(email !== undefined && { identity: { email } })}
          large
          autoFocus
          value={password}
          onChange={setPassword}
          error={fieldError}
        />
        <Button tone="primary" size="lg" block type="submit" busy={withPassword.isPending && firstPasskeyText.creating}>
          {firstPasskeyText.submit}
        </Button>
      </Form>
      {knowsPasskeys() && (
        <AuthAlt>
          <button type="button" className="m-link-btn" onClick={onPasskey}>
            {firstPasskeyText.choosePasskey}
          </button>
        </AuthAlt>
      )}
    </AuthCard>
  );
}
