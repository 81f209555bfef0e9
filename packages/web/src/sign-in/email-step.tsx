import { Link } from "../parts/link.tsx";
import { useState } from "react";
import { useHistoryState } from "wouter/use-browser-location";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useBaseUrl } from "../app/client.ts";
import { useDeployment } from "../app/deployment.tsx";
import { signUpPath } from "../app/return-to.ts";
import { useSession } from "../app/queries.ts";
import { endedBy } from "../app/session-ending.ts";
import { useReturnTo } from "../app/use-return-to.ts";
import { appText } from "../app/strings.ts";
import { fieldError } from "../attempts/refusal.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { OrDivider } from "../parts/divider.tsx";
import { EmailField } from "../parts/email-field.tsx";
import { Form } from "../parts/form.tsx";
import { day } from "../parts/format.ts";
import { Sentence } from "../parts/sentence.tsx";
import { useWrong } from "../parts/use-wrong.ts";
import { knowsPasskeys } from "../passkeys/capabilities.ts";
import { emailTrouble } from "./email.ts";
import { ProviderTrouble } from "./provider-trouble.tsx";
import { signInText } from "./strings.ts";
import { ssoText } from "./sso-strings.ts";
import { usePasskeyAutofill } from "./use-passkey-autofill.ts";
import type { SignInCeremony } from "./use-sign-in.ts";

interface EmailStepProps {
  ceremony: SignInCeremony;
  email: string;
  onEmail: (email: string) => void;
  /** The token of an invitation that is being followed. */
  invitation: string | null;
}

export function EmailStep({ ceremony, email, onEmail, invitation }: EmailStepProps) {
  const { wrong, passes, ease } = useWrong(emailTrouble);
  const { refusal } = ceremony.state;
  const submit = () => {
    if (passes(email) && !ceremony.starting) ceremony.start(email.trim());
  };
  usePasskeyAutofill((attemptId, credential) => ceremony.proveIn(attemptId, { kind: "passkey", credential }), refusal);
  const change = (typed: string) => {
    onEmail(typed);
    ease(typed);
  };
  return (
    <AuthPage tab={signInText.tab}>
      <AuthCard title={signInText.title} lead={signInText.lead}>
        <EndedBefore />
        <DeletionPlanned />
        {refusal === null && <ProviderTrouble />}
        <StoppedBanner ceremony={ceremony} />
        <Form className="m-auth-form" onSubmit={submit} refusal={wrong}>
          <EmailField
            label={signInText.email}
            large
            name="email"
            autoComplete="username webauthn"
            autoFocus
            value={email}
            onChange={change}
            error={wrong?.words}
          />
          <Button
            tone="primary"
            size="lg"
            block
            type="submit"
            busy={(ceremony.starting || ceremony.proving) && signInText.checking}
          >
            {signInText.continue}
          </Button>
          {knowsPasskeys() && <WithPasskey ceremony={ceremony} />}
        </Form>
        <NewHere invitation={invitation} />
      </AuthCard>
    </AuthPage>
  );
}

function NewHere({ invitation }: { invitation: string | null }) {
  const { signUp, productName } = useDeployment();
  const returnTo = useReturnTo();
  const basePath = useBaseUrl();
  if (signUp === "closed" && invitation === null) return <AuthAlt>{signInText.closed(productName)}</AuthAlt>;
  return (
    <AuthAlt>
      <Sentence
        text={signInText.newHere}
        slots={{ link: <Link href={signUpPath(invitation, returnTo, basePath)}>{signInText.createAccount}</Link> }}
      />
    </AuthAlt>
  );
}

function WithPasskey({ ceremony }: { ceremony: SignInCeremony }) {
  return (
    <>
      <OrDivider />
      <Button size="lg" block icon="passkey" onClick={ceremony.startWithPasskey}>
        {signInText.withPasskey}
      </Button>
    </>
  );
}

function StoppedBanner({ ceremony }: { ceremony: SignInCeremony }) {
  const { refusal, refusedKind } = ceremony.state;
  if (refusal === null) return null;
  const words = {
    closed: signInText.expired,
    spent: refusedKind === "passkey" ? signInText.passkeySpent : signInText.spent,
    trouble: refusal.is === "trouble" ? refusal.words : "",
    rejected: (refusedKind === "passkey" && fieldError(refusal, "passkey")) || signInText.serviceTitle,
    paused: signInText.serviceTitle,
    secured: signInText.securedLead,
    "sso-required": ssoText.requiredLead,
  }[refusal.is];
  return (
    <Banner tone="warning" alert>
      {words}
    </Banner>
  );
}

/** Whoever was signed out is told how, once it is known that nobody is signed in. */
function EndedBefore() {
  const { data: session } = useSession();
  return session === null ? <Ended /> : null;
}

function Ended() {
  const [by] = useState(() => endedBy(Date.now()));
  if (by === null) return null;
  return (
    <Banner tone="info" title={appText.endedTitle}>
      {appText.ended[by]}
    </Banner>
  );
}

function DeletionPlanned() {
  const state: unknown = useHistoryState();
  if (typeof state !== "object" || state === null || !("deletesAt" in state)) return null;
  const { deletesAt } = state;
  if (typeof deletesAt !== "string") return null;
  return <Banner tone="info">{signInText.deletionPlanned(day(deletesAt))}</Banner>;
}
