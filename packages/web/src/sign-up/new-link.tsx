import { answerOf } from "@mortise/sdk";
import { useState } from "react";
import { Link } from "../parts/link.tsx";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { onTheWay } from "../app/return-to.ts";
import { useReturnTo } from "../app/use-return-to.ts";
import { explain } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { Sentence, Strong } from "../parts/sentence.tsx";
import { TextField } from "../parts/text-field.tsx";
import { useWrong } from "../parts/use-wrong.ts";
import { emailTrouble } from "../sign-in/email.ts";
import { OutboxHint } from "./outbox-hint.tsx";
import { verifyText } from "./strings.ts";
import { useAsking } from "../app/use-change.ts";

interface NewLinkProps {
  title: string;
  lead: string;
  /** The invitation the link was on the way to. */
  invitation?: string | null;
}

/** In place of a link that does not work: have another one sent. */
export function NewLink({ title, lead, invitation = null }: NewLinkProps) {
  const returnTo = useReturnTo();
  const [email, setEmail] = useState("");
  const { wrong, passes } = useWrong(emailTrouble);
  const resend = useAsking({
    change: (client, address: string) =>
      answerOf(
        client.POST("/v1/email-verifications/resend", {
          body: {
            email: address,
            ...(invitation !== null && { invitation }),
            ...(returnTo !== undefined && { returnTo }),
          },
        }),
      ),
  });
  if (resend.isSuccess) return <NewLinkSent email={email.trim()} />;
  const submit = () => {
    if (passes(email) && !resend.isPending) resend.mutate(email.trim());
  };
  return (
    <AuthPage tab={verifyText.tab}>
      <AuthCard title={title} lead={lead} focusHeading>
        {resend.error !== null && (
          <Banner tone="warning" alert>
            {explain(resend.error)}
          </Banner>
        )}
        <Form className="m-auth-form" onSubmit={submit} refusal={wrong}>
          <TextField
            label={verifyText.email}
            large
            type="email"
            autoComplete="username"
            value={email}
            onChange={setEmail}
            error={wrong?.words}
          />
          <Button tone="primary" size="lg" block type="submit" busy={resend.isPending && verifyText.sending}>
            {verifyText.resend}
          </Button>
        </Form>
        <AuthAlt>
          <Link href={onTheWay("/sign-in", returnTo)}>{verifyText.signIn}</Link>
        </AuthAlt>
      </AuthCard>
    </AuthPage>
  );
}

function NewLinkSent({ email }: { email: string }) {
  return (
    <AuthPage tab={verifyText.tab}>
      <AuthCard
        title={verifyText.sentTitle}
        focusHeading
        lead={<Sentence text={verifyText.sentLead} slots={{ email: <Strong>{email}</Strong> }} />}
      >
        <OutboxHint />
        <AuthAlt>
          <Link href={onTheWay("/sign-in", useReturnTo())}>{verifyText.signIn}</Link>
        </AuthAlt>
      </AuthCard>
    </AuthPage>
  );
}
