import { Link } from "../parts/link.tsx";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useBaseUrl } from "../app/client.ts";
import { useDeployment } from "../app/deployment.tsx";
import { useMailedToken } from "../app/mailed-token.ts";
import { onTheWay, signInForInvitation } from "../app/return-to.ts";
import { useReturnTo } from "../app/use-return-to.ts";
import { useInvitation } from "../invitation/use-invitation.ts";
import { Banner } from "../parts/banner.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { OrDivider } from "../parts/divider.tsx";
import { EmailField } from "../parts/email-field.tsx";
import { Form } from "../parts/form.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { TextField } from "../parts/text-field.tsx";
import { knowsPasskeys } from "../passkeys/capabilities.ts";
import { NewPasswordField } from "../password/new-password-field.tsx";
import { CheckMail } from "./check-mail.tsx";
import { signUpText } from "./strings.ts";
import { useSignUp, type Invitation } from "./use-sign-up.ts";

export function SignUpPage() {
  const { signUp } = useDeployment();
  const { token, arrival } = useMailedToken();
  if (token !== null) return <InvitedSignUp key={arrival} token={token} />;
  return signUp === "open" ? <SignUp /> : <SignUpClosed />;
}

/** Whoever is invited may make an account of that address, where nobody else may too. */
function InvitedSignUp({ token }: { token: string }) {
  const { signUp } = useDeployment();
  const { data, error } = useInvitation(token);
  if (data !== undefined) return <SignUp invitation={{ token, email: data.email }} />;
  if (error === null) return null;
  return signUp === "open" ? <SignUp /> : <SignUpClosed />;
}

function SignUpClosed() {
  const { productName } = useDeployment();
  const signIn = onTheWay("/sign-in", useReturnTo());
  return (
    <AuthPage tab={signUpText.tab}>
      <AuthCard title={signUpText.closedTitle} lead={signUpText.closedLead(productName)} focusHeading>
        <div className="m-auth-form">
          <ButtonLink href={signIn} size="lg" block>
            {signUpText.signIn}
          </ButtonLink>
        </div>
      </AuthCard>
    </AuthPage>
  );
}

function SignUp({ invitation }: { invitation?: Invitation }) {
  const returnTo = useReturnTo();
  const basePath = useBaseUrl();
  const ceremony = useSignUp({ invitation, returnTo });
  if (ceremony.sent) {
    const { email } = ceremony.values;
    return (
      <CheckMail email={email.trim()} onRestart={ceremony.restart} invitation={invitation?.token} returnTo={returnTo} />
    );
  }
  const signIn =
    invitation === undefined
      ? onTheWay("/sign-in", returnTo)
      : signInForInvitation(invitation.token, basePath, returnTo);
  return (
    <AuthPage tab={signUpText.tab}>
      <AuthCard title={signUpText.title} lead={signUpText.lead}>
        {ceremony.trouble !== undefined && (
          <Banner tone="warning" alert>
            {ceremony.trouble}
          </Banner>
        )}
        <SignUpForm ceremony={ceremony} invitation={invitation} />
        <AuthAlt>
          <Sentence text={signUpText.haveOne} slots={{ link: <Link href={signIn}>{signUpText.signIn}</Link> }} />
        </AuthAlt>
      </AuthCard>
    </AuthPage>
  );
}

interface SignUpFormProps {
  ceremony: ReturnType<typeof useSignUp>;
  invitation: Invitation | undefined;
}

function SignUpForm({ ceremony, invitation }: SignUpFormProps) {
  const invited = invitation !== undefined;
  const { values, set, errors, busy, submit, byPasskey, choose } = ceremony;
  return (
    <Form className="m-auth-form" onSubmit={submit} refusal={errors}>
      <EmailField
        label={signUpText.email}
        large
        name="email"
        autoComplete="username"
        autoFocus={!invited}
        readOnly={invited}
        {...(invited && { hint: signUpText.invitedHint })}
        value={values.email}
        onChange={(email) => set({ email })}
        error={errors?.email}
      />
      <TextField
        label={signUpText.name}
        large
        name="name"
        autoComplete="name"
        autoFocus={invited}
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
          username={undefined}
          large
          value={values.password}
          onChange={(password) => set({ password })}
          identity={{ email: values.email, name: values.name, invitation: invitation?.token }}
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
