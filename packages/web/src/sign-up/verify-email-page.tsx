import { answerOf, isProblem } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearch } from "wouter";
import { AuthCard, AuthPage } from "../app/auth-page.tsx";
import { BackToApp } from "../app/back-to-app.tsx";
import { useBaseUrl, useClient } from "../app/client.ts";
import { useDeployment } from "../app/deployment.tsx";
import { useGoTo } from "../app/go-to.ts";
import { invitationPath, onTheWay, returnOf, returnTarget, signInForInvitation } from "../app/return-to.ts";
import { useReturnTo } from "../app/use-return-to.ts";
import { useMailedToken } from "../app/mailed-token.ts";
import { useSession } from "../app/queries.ts";
import { explain } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Sentence, Strong } from "../parts/sentence.tsx";
import { CodesDialog } from "../recovery-codes/codes-dialog.tsx";
import { FirstAuthenticator } from "./first-authenticator.tsx";
import { NewLink } from "./new-link.tsx";
import { firstPasskeyText, verifyText } from "./strings.ts";
import { useVerifyEmail } from "./use-verify-email.ts";

/** The page behind the mailed link. Opening it changes nothing, so a scanner of mails cannot use the link up. */
export function VerifyEmailPage() {
  const { token, invitation, arrival } = useMailedToken();
  if (token === null) return <NewLink title={verifyText.noTokenTitle} lead={verifyText.noTokenLead} />;
  return <UseLink key={arrival} token={token} invitation={invitation} />;
}

interface UseLinkProps {
  token: string;
  invitation: string | null;
}

function UseLink({ token, invitation }: UseLinkProps) {
  const client = useClient();
  const verification = useVerifyEmail(token);
  const { verify, verified, needsFirst, invalid } = verification;
  // A link that is dead says so before anything is pressed or filled in.
  const look = useQuery({
    queryKey: ["verification-look", token],
    queryFn: () => answerOf(client.POST("/v1/email-verifications/look", { body: { token } })),
    enabled: verified === undefined,
    gcTime: 0,
    retry: false,
  });
  if (verified !== undefined) return <Verified {...verified} invitation={invitation} />;
  if (invalid || isProblem(look.error, "link-invalid"))
    return <NewLink title={verifyText.invalidTitle} lead={verifyText.invalidLead} invitation={invitation} />;
  if (needsFirst) return <FirstAuthenticator verification={verification} email={look.data?.email} />;
  return (
    <AuthPage tab={verifyText.tab}>
      <AuthCard title={verifyText.title} lead={verifyText.lead}>
        {verify.error !== null && (
          <Banner tone="warning" alert>
            {explain(verify.error)}
          </Banner>
        )}
        <div className="m-auth-form">
          <Button
            tone="primary"
            size="lg"
            block
            autoFocus
            busy={verify.isPending && verifyText.confirming}
            onClick={() => verify.mutate()}
          >
            {verifyText.confirm}
          </Button>
        </div>
      </AuthCard>
    </AuthPage>
  );
}

/** To the invitation they signed up for, or where the person came from; after a change of address, to the account it is of. */
function useGoOn(purpose: VerifiedProps["purpose"], invitation: string | null): () => void {
  const { returnOrigins } = useDeployment();
  const basePath = useBaseUrl();
  const search = useSearch();
  const goTo = useGoTo();
  const target = returnTarget(search, location.origin, returnOrigins, basePath);
  if (purpose === "change-email") return () => goTo(`${basePath}/account`);
  return () => goTo(invitation === null ? target : basePath + invitationPath(invitation, returnOf(search)));
}

/** The sign-in page that leads on to the same. */
function useSignInOnTheWay(invitation: string | null) {
  const basePath = useBaseUrl();
  const returnTo = useReturnTo();
  return invitation === null ? onTheWay("/sign-in", returnTo) : signInForInvitation(invitation, basePath, returnTo);
}

interface VerifiedProps {
  purpose: "sign-up" | "change-email";
  account: { email: string };
  recoveryCodes?: string[];
  invitation: string | null;
}

function Verified({ purpose, account, recoveryCodes, invitation }: VerifiedProps) {
  const signedIn = Boolean(useSession().data);
  const goOn = useGoOn(purpose, invitation);
  const signIn = useSignInOnTheWay(invitation);
  const [saved, setSaved] = useState(false);
  const changed = purpose === "change-email";
  const lead = changed ? verifyText.changedLead : signedIn ? verifyText.signedInLead : verifyText.verifiedLead;
  const byPasskey = recoveryCodes !== undefined;
  const title = changed ? verifyText.changedTitle : verifyText.verifiedTitle;
  return (
    <AuthPage tab={verifyText.tab}>
      <AuthCard
        title={byPasskey ? firstPasskeyText.doneTitle : title}
        focusHeading
        lead={
          byPasskey ? (
            signedIn ? (
              firstPasskeyText.doneSignedIn
            ) : (
              firstPasskeyText.doneLead
            )
          ) : (
            <Sentence text={lead} slots={{ email: <Strong>{account.email}</Strong> }} />
          )
        }
      >
        <div className="m-auth-form">
          {signedIn ? (
            <Button id="go-on" tone="primary" size="lg" block onClick={goOn}>
              {verifyText.goOn}
            </Button>
          ) : (
            <ButtonLink id="go-on" href={signIn} tone="primary" size="lg" block>
              {verifyText.signIn}
            </ButtonLink>
          )}
          <BackToApp />
        </div>
      </AuthCard>
      {recoveryCodes !== undefined && !saved && (
        <CodesDialog
          codes={recoveryCodes}
          email={account.email}
          first
          onDone={() => setSaved(true)}
          returnFocusTo={["go-on"]}
        />
      )}
    </AuthPage>
  );
}
