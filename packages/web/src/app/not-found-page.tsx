import { ButtonLink } from "../parts/button.tsx";
import { AuthCard, AuthPage } from "./auth-page.tsx";
import { appText } from "./strings.ts";

export function NotFoundPage() {
  return (
    <AuthPage tab={appText.notFoundTitle}>
      <AuthCard title={appText.notFoundTitle} lead={appText.notFoundText} focusHeading>
        <div className="m-auth-form">
          <ButtonLink href="/security" size="lg" block>
            {appText.toSecurity}
          </ButtonLink>
        </div>
      </AuthCard>
    </AuthPage>
  );
}
