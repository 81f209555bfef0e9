import type { WayIn } from "../app/api-types.ts";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { Button } from "../parts/button.tsx";
import { signInText } from "./strings.ts";
import { ssoText } from "./sso-strings.ts";
import type { SignInCeremony } from "./use-sign-in.ts";
import { useWayOut } from "./use-way-out.ts";

interface Props {
  ceremony: SignInCeremony;
  /** The way there, where there is one now. */
  redirect: WayIn | undefined;
}

/** The proof was right, and their organization takes none but its provider's word. */
export function SsoRequiredStep({ ceremony, redirect }: Props) {
  return (
    <AuthPage tab={signInText.tab}>
      <AuthCard title={ssoText.requiredTitle} lead={ssoText.requiredLead} focusHeading>
        <div className="m-auth-form">
          {redirect === undefined ? (
            <Button tone="primary" size="lg" block onClick={ceremony.restart}>
              {ssoText.otherEmail}
            </Button>
          ) : (
            <There redirect={redirect} />
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

// That attempt is over: another one begins there.
function There({ redirect }: { redirect: WayIn }) {
  const { name } = redirect.connection;
  const { isLeaving, leave } = useWayOut(redirect);
  return (
    <Button tone="primary" size="lg" block busy={isLeaving && ssoText.leaving(name)} onClick={leave}>
      {ssoText.continueWith(name)}
    </Button>
  );
}
