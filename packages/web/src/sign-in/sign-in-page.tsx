import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSearch } from "wouter";
import type { Attempt } from "../app/api-types.ts";
import { useBaseUrl } from "../app/client.ts";
import { AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useDeployment } from "../app/deployment.tsx";
import { isOwnPage, useGoTo } from "../app/go-to.ts";
import { useMailedToken } from "../app/mailed-token.ts";
import { useSession } from "../app/queries.ts";
import { isNotAbout } from "../app/query-keys.ts";
import { goOnPath, returnTarget, withToken } from "../app/return-to.ts";
import { Loading, SkeletonForm } from "../parts/skeleton.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { PasskeyOffer } from "../passkeys/passkey-offer.tsx";
import { usePasskeyOffer } from "../passkeys/use-passkey-offer.ts";
import { EmailStep } from "./email-step.tsx";
import { Onwards } from "./onwards.tsx";
import { ProofStep } from "./proof-step.tsx";
import { SignedInNotice } from "./signed-in-notice.tsx";
import { SessionLives, useSessionLives } from "./session-lives.tsx";
import { SecuredStep } from "./secured-step.tsx";
import { ssoText } from "./sso-strings.ts";
import { SsoRequiredStep } from "./sso-required-step.tsx";
import { signInText } from "./strings.ts";
import { useResumed } from "./use-resumed.ts";
import { useSignIn } from "./use-sign-in.ts";

/** Sign in, then go back to where the person came from. */
export function SignInPage() {
  return useSessionLives() ? <SessionLives /> : <SignIn />;
}

function SignIn() {
  const { returnOrigins } = useDeployment();
  const { token } = useMailedToken();
  const basePath = useBaseUrl();
  const wanted = withToken(returnTarget(useSearch(), location.origin, returnOrigins, basePath), token, basePath);
  const session = useSession();
  const heldBack = Boolean(session.data && !("account" in session.data));
  // What an organization asks for first is asked here, not wherever the person came from.
  const target = heldBack && !isOwnPage(wanted, basePath) ? goOnPath(wanted, basePath) : wanted;
  const queries = useQueryClient();
  const goTo = useGoTo();
  const findOffer = usePasskeyOffer();
  const [finished, setFinished] = useState<Attempt | null>(null);
  const [offering, setOffering] = useState(false);
  const [email, setEmail] = useState("");
  const complete = (attempt: Attempt) => {
    setFinished(attempt);
    // Nothing of an earlier person may stay.
    queries.removeQueries({
      predicate: isNotAbout("deployment", "session"),
    });
    const known = queries.invalidateQueries({ queryKey: ["session"] });
    if (!hasNews(attempt)) void known.then(() => goOn(attempt));
  };
  const goOn = async (attempt: Attempt) => {
    if (attempt.bindingRequired !== undefined) goTo(isOwnPage(wanted, basePath) ? wanted : goOnPath(wanted, basePath));
    else if ((await findOffer(attempt, !isOwnPage(target, basePath))) === "ask") setOffering(true);
    else goTo(target);
  };
  const ceremony = useSignIn(complete);
  const resumed = useResumed(ceremony.resume);
  if (offering) return <PasskeyOffer email={finished?.session?.account.email ?? email} onDone={() => goTo(target)} />;
  if (finished !== null && hasNews(finished)) {
    return <SignedInNotice attempt={finished} target={target} onContinue={() => void goOn(finished)} />;
  }
  if (resumed.isPending) return <Resuming />;
  if (session.data && finished === null && ceremony.state.attempt === null) return <Onwards target={target} />;
  const { attempt, refusal } = ceremony.state;
  if (refusal?.is === "secured") return <SecuredStep email={email} onRestart={ceremony.restart} />;
  if (attempt === null) return <EmailStep ceremony={ceremony} email={email} onEmail={setEmail} invitation={token} />;
  if (refusal?.is === "sso-required") return <SsoRequiredStep ceremony={ceremony} redirect={refusal.redirect} />;
  const isNamed = attempt.proofs.length > 0 || attempt.vouched !== undefined;
  const named = email === "" ? (resumed.address ?? "") : email;
  return (
    <AuthPage
      tab={signInText.tab}
      below={isNamed && named !== "" ? <NotYou email={named} onRestart={ceremony.restart} /> : undefined}
    >
      <ProofStep ceremony={ceremony} email={named} />
    </AuthPage>
  );
}

/** Between the identity provider and what comes next. */
function Resuming() {
  return (
    <AuthPage tab={signInText.tab}>
      <AuthCard title={ssoText.resuming}>
        <Loading>
          <SkeletonForm />
        </Loading>
      </AuthCard>
    </AuthPage>
  );
}

function hasNews(attempt: Attempt): boolean {
  return attempt.deletionCalledOff === true || attempt.recoveryCodes !== undefined;
}

function NotYou({ email, onRestart }: { email: string; onRestart: () => void }) {
  return (
    <Sentence
      text={signInText.signingInAs(email)}
      slots={{
        link: (
          <button type="button" className="m-link-btn" onClick={onRestart}>
            {signInText.notYou}
          </button>
        ),
      }}
    />
  );
}
