import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { Button } from "../parts/button.tsx";
import { signInText } from "./strings.ts";
import { ssoText } from "./sso-strings.ts";
import type { SignInCeremony } from "./use-sign-in.ts";

/** The proof was right, and their organization takes none but its provider's word. */
export function SsoRequiredStep({ ceremony, email }: { ceremony: SignInCeremony; email: string }) {
  const redirect = ceremony.state.attempt?.redirect;
  return (
    <AuthPage tab={signInText.tab}>
      <AuthCard title={ssoText.requiredTitle} lead={ssoText.requiredLead} focusHeading>
        <div className="m-auth-form">
          {redirect === undefined || email === "" ? (
            <Button tone="primary" size="lg" block onClick={ceremony.restart}>
              {ssoText.otherEmail}
            </Button>
          ) : (
            // That attempt is over: another one leads there.
            <Button
              tone="primary"
              size="lg"
              block
              busy={ceremony.starting && signInText.checking}
              onClick={() => ceremony.start(email)}
            >
              {ssoText.continueWith(redirect.connection.name)}
            </Button>
          )}
        </div>
        {redirect === undefined ? (
          <AuthAlt>{ssoText.requiredHow}</AuthAlt>
        ) : (
          <AuthAlt>
            <button type="button" className="m-link-btn" onClick={ceremony.restart}>
              {ssoText.otherEmail}
            </button>
          </AuthAlt>
        )}
      </AuthCard>
    </AuthPage>
  );
}
