import { answerOf } from "@mortise/sdk";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useClient } from "../app/client.ts";
import { invitationPath, onTheWay } from "../app/return-to.ts";
import { Banner } from "../parts/banner.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Link } from "../parts/link.tsx";
import { Sentence, Strong } from "../parts/sentence.tsx";
import { OutboxHint } from "./outbox-hint.tsx";
import { SendAgain, useSendAgain } from "./send-again.tsx";
import { signUpText } from "./strings.ts";

interface CheckMailProps {
  email: string;
  onRestart: () => void;
  /** The invitation to go back to afterwards. */
  invitation?: string | undefined;
  returnTo?: string | undefined;
}

export function CheckMail({ email, onRestart, invitation, returnTo }: CheckMailProps) {
  const client = useClient();
  const again = useSendAgain(() =>
    answerOf(
      client.POST("/v1/email-verifications/resend", {
        body: {
          email,
          ...(invitation !== undefined && { invitation }),
          ...(returnTo !== undefined && { returnTo }),
        },
      }),
    ),
  );
  return (
    <AuthPage tab={signUpText.sentTitle}>
      <AuthCard
        title={signUpText.sentTitle}
        focusHeading
        lead={<Sentence text={signUpText.sentLead} slots={{ email: <Strong>{email}</Strong> }} />}
      >
        {again.trouble !== undefined && (
          <Banner tone="warning" alert>
            {again.trouble}
          </Banner>
        )}
        <OutboxHint />
        {invitation !== undefined && <ThenJoin token={invitation} returnTo={returnTo} />}
        <AuthAlt>
          <Sentence
            text={signUpText.sentHelp}
            slots={{ again: <SendAgain again={again} now={signUpText.sendAgain} later={signUpText.sendAgainIn} /> }}
          />
        </AuthAlt>
        {invitation === undefined && (
          <AuthAlt>
            <Sentence
              text={signUpText.elsewhere}
              slots={{ link: <Link href={onTheWay("/sign-in", returnTo)}>{signUpText.signIn}</Link> }}
            />
          </AuthAlt>
        )}
        <AuthAlt>
          <Sentence text={signUpText.wrongAddress} slots={{ link: <StartOver onRestart={onRestart} /> }} />
        </AuthAlt>
      </AuthCard>
    </AuthPage>
  );
}

/** The link of the mail opens elsewhere; the invitation is still here. */
function ThenJoin({ token, returnTo }: { token: string; returnTo: string | undefined }) {
  return (
    <div className="m-auth-form">
      <p>{signUpText.thenJoin}</p>
      <ButtonLink href={invitationPath(token, returnTo)} tone="primary" size="lg" block>
        {signUpText.toInvitation}
      </ButtonLink>
    </div>
  );
}

function StartOver({ onRestart }: { onRestart: () => void }) {
  return (
    <button type="button" className="m-link-btn" onClick={onRestart}>
      {signUpText.startOver}
    </button>
  );
}
