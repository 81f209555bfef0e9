import { answerOf } from "@mortise/sdk";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useClient } from "../app/client.ts";
import { Banner } from "../parts/banner.tsx";
import { Sentence, Strong } from "../parts/sentence.tsx";
import { OutboxHint } from "./outbox-hint.tsx";
import { SendAgain, useSendAgain } from "./send-again.tsx";
import { signUpText } from "./strings.ts";

export function CheckMail({ email, onRestart }: { email: string; onRestart: () => void }) {
  const client = useClient();
  const again = useSendAgain(() => answerOf(client.POST("/v1/email-verifications/resend", { body: { email } })));
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
        <AuthAlt>
          <Sentence
            text={signUpText.sentHelp}
            slots={{ again: <SendAgain again={again} now={signUpText.sendAgain} later={signUpText.sendAgainIn} /> }}
          />
        </AuthAlt>
        <AuthAlt>
          <Sentence text={signUpText.wrongAddress} slots={{ link: <StartOver onRestart={onRestart} /> }} />
        </AuthAlt>
      </AuthCard>
    </AuthPage>
  );
}

function StartOver({ onRestart }: { onRestart: () => void }) {
  return (
    <button type="button" className="m-link-btn" onClick={onRestart}>
      {signUpText.startOver}
    </button>
  );
}
