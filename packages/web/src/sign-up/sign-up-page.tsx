import { Link } from "wouter";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useDeployment } from "../app/deployment.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { OrDivider } from "../parts/divider.tsx";
import { Form } from "../parts/form.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { TextField } from "../parts/text-field.tsx";
import { knowsPasskeys } from "../passkeys/capabilities.ts";
import { NewPasswordField } from "../password/new-password-field.tsx";
import { CheckMail } from "./check-mail.tsx";
import { signUpText } from "./strings.ts";
import { useSignUp } from "./use-sign-up.ts";

export function SignUpPage() {
  const { signUp } = useDeployment();
  return signUp === "open" ? <SignUp /> : <SignUpClosed />;
}

function SignUpClosed() {
  const { productName } = useDeployment();
  return (
    <AuthPage tab={signUpText.tab}>
      <AuthCard title={signUpText.closedTitle} lead={signUpText.closedLead(productName)} focusHeading>
        <div className="m-auth-form">
          <ButtonLink href="/sign-in" size="lg" block>
            {signUpText.signIn}
          </ButtonLink>
        </div>
      </AuthCard>
    </AuthPage>
  );
}

function SignUp() {
  const ceremony = useSignUp();
  if (ceremony.sent) return <CheckMail email={ceremony.values.email.trim()} onRestart={ceremony.restart} />;
  return (
    <AuthPage tab={signUpText.tab}>
      <AuthCard title={signUpText.title} lead={signUpText.lead}>
        {ceremony.trouble !== undefined && (
          <Banner tone="warning" alert>
            {ceremony.trouble}
          </Banner>
        )}
        <SignUpForm ceremony={ceremony} />
        <AuthAlt>
          <Sentence text={signUpText.haveOne} slots={{ link: <Link href="/sign-in">{signUpText.signIn}</Link> }} />
        </AuthAlt>
      </AuthCard>
    </AuthPage>
  );
}

function SignUpForm({ ceremony }: { ceremony: ReturnType<typeof useSignUp> }) {
  const { values, set, errors, busy, submit, byPasskey, choose } = ceremony;
  return (
    <Form className="m-auth-form" onSubmit={submit} refusal={errors}>
      <TextField
        label={signUpText.email}
        large
        type="email"
        name="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={values.email}
        onChange={(email) => set({ email })}
        error={errors?.email}
      />
      <TextField
        label={signUpText.name}
        large
        name="name"
        autoComplete="name"
        maxLength={100}
        value={values.name}
        onChange={(name) => set({ name })}
        hint={signUpText.nameHint}
        error={errors?.name}
      />
      {byPasskey ? (
        <p className="m-small m-muted">{signUpText.passkeyLater}</p>
      ) : (
        <NewPasswordField
          label={signUpText.password}
          large
          value={values.password}
          onChange={(password) => set({ password })}
          identity={{ email: values.email, name: values.name }}
          error={errors?.password}
        />
      )}
      <Button tone="primary" size="lg" block type="submit" busy={busy && signUpText.creating}>
        {signUpText.submit}
      </Button>
      {knowsPasskeys() && (
        <>
          <OrDivider />
          <Button size="lg" block icon={byPasskey ? "lock" : "passkey"} onClick={() => choose(!byPasskey)}>
            {byPasskey ? signUpText.usePassword : signUpText.usePasskey}
          </Button>
        </>
      )}
    </Form>
  );
}
