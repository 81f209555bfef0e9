import { Link } from "../parts/link.tsx";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { onTheWay } from "../app/return-to.ts";
import { useReturnTo } from "../app/use-return-to.ts";
import { signInText } from "./strings.ts";

/** The proofs were right, and the account is shut all the same until its password is new. */
export function SecuredStep({ email, onRestart }: { email: string; onRestart: () => void }) {
  const forgotten = onTheWay("/forgot-password", useReturnTo());
  return (
    <AuthPage tab={signInText.tab}>
      <AuthCard title={signInText.securedTitle} lead={signInText.securedLead} focusHeading>
        <div className="m-auth-form">
          <Link href={forgotten} state={{ email }} className="m-btn m-btn-primary m-btn-lg m-btn-block">
            {signInText.securedReset}
          </Link>
        </div>
        <AuthAlt>
          <button type="button" className="m-link-btn" onClick={onRestart}>
            {signInText.securedBack}
          </button>
        </AuthAlt>
      </AuthCard>
    </AuthPage>
  );
}
