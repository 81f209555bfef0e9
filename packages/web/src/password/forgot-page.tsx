import { answerOf } from "@mortise/sdk";
import { useState } from "react";
import { Link } from "../parts/link.tsx";
import { useHistoryState } from "wouter/use-browser-location";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { onTheWay } from "../app/return-to.ts";
import { useReturnTo } from "../app/use-return-to.ts";
import { explain } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { EmailField } from "../parts/email-field.tsx";
import { Form } from "../parts/form.tsx";
import { Sentence, Strong } from "../parts/sentence.tsx";
import { useWrong } from "../parts/use-wrong.ts";
import { emailTrouble } from "../sign-in/email.ts";
import { OutboxHint } from "../sign-up/outbox-hint.tsx";
import { SendAgain, useSendAgain } from "../sign-up/send-again.tsx";
import { resetText } from "./strings.ts";
import { useAsking } from "../app/use-change.ts";

export function ForgotPasswordPage() {
  const returnTo = useReturnTo();
  const [email, setEmail] = useState(useEmailGivenBefore());
  const { wrong, passes, ease } = useWrong(emailTrouble);
  const ask = useAsking({
    change: (client, address: string) =>
      answerOf(
        client.POST("/v1/password-resets", { body: { email: address, ...(returnTo !== undefined && { returnTo }) } }),
      ),
  });
  if (ask.isSuccess) return <LinkSent email={email.trim()} onSend={() => ask.mutateAsync(email.trim())} />;
  const submit = () => {
    if (passes(email) && !ask.isPending) ask.mutate(email.trim());
  };
  const change = (typed: string) => {
    setEmail(typed);
    ease(typed);
  };
  return (
    <AuthPage tab={resetText.forgotTab}>
      <AuthCard title={resetText.forgotTitle} lead={resetText.forgotLead}>
        {ask.error !== null && (
          <Banner tone="warning" alert>
            {explain(ask.error)}
          </Banner>
        )}
        <Form className="m-auth-form" onSubmit={submit} refusal={wrong}>
          <EmailField
            label={resetText.email}
            large
            autoComplete="username"
            autoFocus
            value={email}
            onChange={change}
            error={wrong?.words}
          />
          <Button tone="primary" size="lg" block type="submit" busy={ask.isPending && resetText.sending}>
            {resetText.send}
          </Button>
        </Form>
        <AuthAlt>
          <Link href={onTheWay("/sign-in", returnTo)}>{resetText.back}</Link>
        </AuthAlt>
      </AuthCard>
    </AuthPage>
  );
}

function LinkSent({ email, onSend }: { email: string; onSend: () => Promise<unknown> }) {
  const again = useSendAgain(onSend);
  return (
    <AuthPage tab={resetText.forgotTab}>
      <AuthCard
        title={resetText.sentTitle}
        focusHeading
        lead={<Sentence text={resetText.sentLead} slots={{ email: <Strong>{email}</Strong> }} />}
      >
        {again.trouble !== undefined && (
          <Banner tone="warning" alert>
            {again.trouble}
          </Banner>
        )}
        <OutboxHint />
        <div className="m-auth-form">
          <Link href={onTheWay("/sign-in", useReturnTo())} className="m-btn m-btn-lg m-btn-block">
            {resetText.back}
          </Link>
        </div>
        <AuthAlt>
          <Sentence
            text={resetText.sentHelp}
            slots={{ again: <SendAgain again={again} now={resetText.sendAgain} later={resetText.sendAgainIn} /> }}
          />
        </AuthAlt>
      </AuthCard>
    </AuthPage>
  );
}

/** Whoever came from the sign-in page has typed it already. */
function useEmailGivenBefore(): string {
  const state: unknown = useHistoryState();
  const given = typeof state === "object" && state !== null && "email" in state ? state.email : "";
  return typeof given === "string" ? given : "";
}
