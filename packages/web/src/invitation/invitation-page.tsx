import { isProblem } from "@mortise/sdk";
import type { InvitationLook } from "../app/api-types.ts";
import { AuthCard, AuthPage } from "../app/auth-page.tsx";
import { BackToApp } from "../app/back-to-app.tsx";
import { useMailedToken } from "../app/mailed-token.ts";
import { useSession } from "../app/queries.ts";
import { QueryView } from "../app/query-view.tsx";
import { SignedIn } from "../app/signed-in.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Join } from "./join.tsx";
import { Offer } from "./offer.tsx";
import { SignInFirst } from "./sign-in-first.tsx";
import { invitationText } from "./strings.ts";
import { useInvitation } from "./use-invitation.ts";

/** Behind the link of an invitation. Opening it uses nothing up, so a scanner of mails cannot. */
export function InvitationPage() {
  const { token, arrival } = useMailedToken();
  if (token === null) return <NoToken />;
  return <Invitation key={arrival} token={token} />;
}

function Invitation({ token }: { token: string }) {
  const { data, error, refetch } = useInvitation(token);
  if (data !== undefined) return <Looked look={data} token={token} />;
  if (isProblem(error, "link-invalid")) {
    return <NoLink title={invitationText.deadTitle} lead={invitationText.deadLead} />;
  }
  return (
    <AuthPage tab={invitationText.tab}>
      <QueryView
        query={{ data, error, refetch }}
        loading={invitationText.loading}
        failed={invitationText.loadFailed}
        heading="h2"
      />
    </AuthPage>
  );
}

/** Whoever is signed in, and may go on, joins; what an organization they are in already asks for comes first. */
function Looked({ look, token }: { look: InvitationLook; token: string }) {
  return (
    <SignedIn
      page
      otherwise={
        <Offer look={look}>
          <SignInFirst look={look} token={token} />
        </Offer>
      }
    >
      <Join look={look} token={token} dead={<Dead />} />
    </SignedIn>
  );
}

function Dead() {
  return <NoLink title={invitationText.deadTitle} lead={invitationText.deadLead} />;
}

/** After the way over a work account, too: what stands behind the # of the mailed link goes nowhere but here. */
function NoToken() {
  const { data } = useSession();
  const { noTokenTitle, noTokenLead, noTokenSignedIn } = invitationText;
  return <NoLink title={noTokenTitle} lead={data ? noTokenSignedIn : noTokenLead} />;
}

function NoLink({ title, lead }: { title: string; lead: string }) {
  const { data } = useSession();
  return (
    <AuthPage tab={invitationText.tab}>
      <AuthCard title={title} lead={lead} focusHeading>
        <div className="m-auth-form">
          <ButtonLink href={data ? "/security" : "/sign-in"} size="lg" block>
            {data ? invitationText.toSecurity : invitationText.toSignIn}
          </ButtonLink>
          <BackToApp />
        </div>
      </AuthCard>
    </AuthPage>
  );
}
