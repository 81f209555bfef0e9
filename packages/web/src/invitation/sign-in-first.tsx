import type { InvitationLook } from "../app/api-types.ts";
import { useBaseUrl } from "../app/client.ts";
import { signInForInvitation, signUpPath } from "../app/return-to.ts";
import { useReturnTo } from "../app/use-return-to.ts";
import { ButtonLink } from "../parts/button.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { invitationText } from "./strings.ts";

/** Both come back here. Sign-up is offered where it is closed too: an invitation opens it. */
export function SignInFirst({ look, token }: { look: InvitationLook; token: string }) {
  const returnTo = useReturnTo();
  const email = <span className="m-ltr">{look.email}</span>;
  return (
    <>
      <ButtonLink href={signInForInvitation(token, useBaseUrl(), returnTo)} tone="primary" size="lg" block>
        {invitationText.signIn}
      </ButtonLink>
      <ButtonLink href={signUpPath(token, returnTo)} size="lg" block>
        {invitationText.signUp}
      </ButtonLink>
      <p className="m-small m-muted">
        <Sentence text={invitationText.anyAccount} slots={{ email }} />
      </p>
    </>
  );
}
