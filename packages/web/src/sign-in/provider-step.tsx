import { useEffect, useState } from "react";
import type { AtProvider } from "../app/api-types.ts";
import { AuthAlt, AuthCard } from "../app/auth-page.tsx";
import { waysOf } from "../attempts/ways.ts";
import { Button } from "../parts/button.tsx";
import { Countdown, useSecondsUntil } from "../parts/clock.tsx";
import { OrDivider } from "../parts/divider.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { signInText } from "./strings.ts";
import { ssoText } from "./sso-strings.ts";
import type { SignInCeremony } from "./use-sign-in.ts";
import { useWayOut } from "./use-way-out.ts";

const waitMs = 5000;

/** On to the work account. Where no other way leads on, the browser goes there by itself. */
export function ProviderStep({ ceremony, email }: { ceremony: SignInCeremony; email: string }) {
  const { attempt } = ceremony.state;
  const redirect = attempt?.redirect;
  const { isLeaving, leave } = useWayOut(redirect);
  if (attempt === null || redirect === undefined) return null;
  const { name } = redirect.connection;
  const kinds = waysOf(attempt).map(({ kind }) => kind);
  return (
    <AuthCard
      title={ssoText.title(name)}
      lead={redirect.required ? ssoText.lead(name) : ssoText.leadOptional(name)}
      focusHeading
    >
      <div className="m-auth-form">
        <div className="m-identity">
          <span className="m-ltr">{email}</span>
          <Button tone="ghost" size="sm" aria-label={signInText.changeEmail} onClick={ceremony.restart}>
            {signInText.change}
          </Button>
        </div>
        <Button tone="primary" size="lg" block busy={isLeaving && ssoText.leaving(name)} onClick={leave}>
          {ssoText.continueWith(name)}
        </Button>
        {redirect.required && <TakingYou redirect={redirect} isLeaving={isLeaving} leave={leave} />}
        {!redirect.required && <OwnWays ceremony={ceremony} kinds={kinds} />}
      </div>
      {redirect.required && kinds.includes("passkey") && (
        <AuthAlt>
          <button type="button" className="m-link-btn" onClick={() => ceremony.choose("passkey")}>
            {ssoText.adminIn(name)}
          </button>
        </AuthAlt>
      )}
    </AuthCard>
  );
}

function OwnWays({ ceremony, kinds }: { ceremony: SignInCeremony; kinds: string[] }) {
  return (
    <>
      <OrDivider />
      {kinds.includes("password") && (
        <Button size="lg" block icon="lock" onClick={() => ceremony.choose("password")}>
          {ssoText.passwordInstead}
        </Button>
      )}
      {kinds.includes("passkey") && (
        <Button size="lg" block icon="passkey" onClick={() => ceremony.choose("passkey")}>
          {signInText.passkeyInstead}
        </Button>
      )}
    </>
  );
}

interface TakingYouProps {
  redirect: AtProvider;
  isLeaving: boolean;
  leave: () => void;
}

function TakingYou({ redirect, isLeaving, leave }: TakingYouProps) {
  const [at] = useState(() => new Date(Date.now() + waitMs).toISOString());
  const seconds = useSecondsUntil(at);
  const isTime = seconds === 0 && !isLeaving;
  useEffect(() => {
    if (isTime) leave();
    // Once, when the time has come; Back to this page leaves going to the person.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isTime]);
  return (
    <p className="m-small m-muted">
      {!isLeaving && (
        <>
          <Sentence text={ssoText.takingYou} slots={{ time: <Countdown seconds={seconds} /> }} />{" "}
        </>
      )}
      {ssoText.checkedThere(redirect.connection.name)}
    </p>
  );
}
