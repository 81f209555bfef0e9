import { answerOf, isProblem } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PageLink } from "../../../server/src/addresses.ts";
import { AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useClient } from "../app/client.ts";
import { useMailedToken } from "../app/mailed-token.ts";
import { BackToApp } from "../app/back-to-app.tsx";
import { onTheWay } from "../app/return-to.ts";
import { useReturnTo } from "../app/use-return-to.ts";
import { explain } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { NewPasswordField } from "./new-password-field.tsx";
import { passwordText, resetText } from "./strings.ts";
import { unacceptable, unmetWords } from "./use-password-check.ts";
import { useAsking } from "../app/use-change.ts";

export function ResetPasswordPage() {
  const { token, arrival } = useMailedToken();
  return <ResetPassword key={arrival} token={token} />;
}

function ResetPassword({ token }: { token: string | null }) {
  const client = useClient();
  const returnTo = useReturnTo();
  const reset = useAsking({
    change: (client, given: { token: string; password: string }) =>
      answerOf(client.POST("/v1/password-resets/complete", { body: given })),
  });
  const owner = useQuery({
    queryKey: ["reset-owner", token],
    queryFn: () => answerOf(client.POST("/v1/password-resets/look", { body: { token: token ?? "" } })),
    enabled: token !== null && !reset.isSuccess,
    gcTime: 0,
    retry: false,
  });
  if (token === null) {
    return (
      <Outcome
        title={resetText.noTokenTitle}
        lead={resetText.noTokenLead}
        href={onTheWay("/forgot-password", returnTo)}
        link={resetText.askAgain}
      />
    );
  }
  if (reset.isSuccess) {
    return (
      <Outcome
        title={resetText.doneTitle}
        lead={resetText.doneLead}
        href={onTheWay("/sign-in", returnTo)}
        link={resetText.signIn}
      />
    );
  }
  // A link that is dead says so before anybody thinks of a password.
  if (isProblem(reset.error, "link-invalid") || isProblem(owner.error, "link-invalid")) {
    return (
      <Outcome
        title={resetText.invalidTitle}
        lead={resetText.invalidLead}
        href={onTheWay("/forgot-password", returnTo)}
        link={resetText.askAgain}
      />
    );
  }
  return (
    <NewPassword
      owner={owner.data}
      busy={reset.isPending}
      error={reset.error}
      onPassword={(password) => reset.mutate({ token, password })}
    />
  );
}

function Outcome({ title, lead, href, link }: { title: string; lead: string; href: PageLink; link: string }) {
  return (
    <AuthPage tab={resetText.tab}>
      <AuthCard title={title} lead={lead} focusHeading>
        <div className="m-auth-form">
          <ButtonLink href={href} tone="primary" size="lg" block>
            {link}
          </ButtonLink>
          <BackToApp />
        </div>
      </AuthCard>
    </AuthPage>
  );
}

interface NewPasswordProps {
  owner: { email: string } | undefined;
  busy: boolean;
  error: Error | null;
  onPassword: (password: string) => void;
}

function NewPassword({ owner, busy, error, onPassword }: NewPasswordProps) {
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<object | null>(null);
  const submit = () => {
    setMissing(password === "" ? {} : null);
    if (password !== "" && !busy) onPassword(password);
  };
  const unmet = unacceptable(error) !== undefined;
  const fieldError = missing !== null ? passwordText.missing : unmetWords(error);
  return (
    <AuthPage tab={resetText.tab}>
      <AuthCard title={resetText.title} lead={resetText.lead}>
        {error !== null && !unmet && (
          <Banner tone="warning" alert>
            {explain(error)}
          </Banner>
        )}
        <Form className="m-auth-form" onSubmit={submit} refusal={missing ?? (unmet ? error : null)}>
          <NewPasswordField
            username={owner?.email}
            label={resetText.new}
            large
            autoFocus
            value={password}
            onChange={setPassword}
            {...(owner && { identity: owner })}
            error={fieldError}
          />
          <Button tone="primary" size="lg" block type="submit" busy={busy && resetText.changing}>
            {resetText.submit}
          </Button>
        </Form>
      </AuthCard>
    </AuthPage>
  );
}
