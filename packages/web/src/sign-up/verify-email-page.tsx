import { answerOf, isProblem } from "@mortise/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useClient } from "../app/client.ts";
import { useMailedToken } from "../app/mailed-token.ts";
import { useSession } from "../app/queries.ts";
import { explain } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Sentence, Strong } from "../parts/sentence.tsx";
import { NewLink } from "./new-link.tsx";
import { verifyText } from "./strings.ts";

/** The page behind the mailed link. Opening it changes nothing, so a scanner of mails cannot use the link up. */
export function VerifyEmailPage() {
  const { token, arrival } = useMailedToken();
  return <VerifyEmail key={arrival} token={token} />;
}

function VerifyEmail({ token }: { token: string | null }) {
  const client = useClient();
  const queries = useQueryClient();
  const verify = useMutation({
    mutationFn: (given: string) => answerOf(client.POST("/v1/email-verifications", { body: { token: given } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["session"] }),
  });
  if (verify.isSuccess) return <Verified {...verify.data} />;
  if (token === null) return <NewLink title={verifyText.noTokenTitle} lead={verifyText.noTokenLead} />;
  if (isProblem(verify.error, "link-invalid")) {
    return <NewLink title={verifyText.invalidTitle} lead={verifyText.invalidLead} />;
  }
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
            onClick={() => verify.mutate(token)}
          >
            {verifyText.confirm}
          </Button>
        </div>
      </AuthCard>
    </AuthPage>
  );
}

function Verified({ purpose, account }: { purpose: "sign-up" | "change-email"; account: { email: string } }) {
  const signedIn = Boolean(useSession().data);
  const changed = purpose === "change-email";
  const lead = changed ? verifyText.changedLead : verifyText.verifiedLead;
  return (
    <AuthPage tab={verifyText.tab}>
      <AuthCard
        title={changed ? verifyText.changedTitle : verifyText.verifiedTitle}
        focusHeading
        lead={<Sentence text={lead} slots={{ email: <Strong>{account.email}</Strong> }} />}
      >
        <div className="m-auth-form">
          <ButtonLink href={signedIn ? "/account" : "/sign-in"} tone="primary" size="lg" block>
            {signedIn ? verifyText.goOn : verifyText.signIn}
          </ButtonLink>
        </div>
      </AuthCard>
    </AuthPage>
  );
}
