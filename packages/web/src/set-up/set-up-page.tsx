import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useMailedToken } from "../app/mailed-token.ts";
import { QueryView } from "../app/query-view.tsx";
import { setUpText } from "./strings.ts";
import { useSetUp } from "./use-set-up.ts";

/** What somebody without an account sees who was sent a link to set single sign-on up. */
export function SetUpPage() {
  const { token, arrival } = useMailedToken();
  return <Opened key={arrival} token={token} />;
}

function Opened({ token }: { token: string | null }) {
  const setUp = useSetUp(token);
  const { opening, loadFailed } = setUpText;
  if (setUp.data === null) return <Ended hadLink={token !== null} />;
  return (
    <AuthPage tab={setUpText.tab}>
      <QueryView query={setUp} loading={opening} failed={loadFailed} heading="h2">
        {(state) => state && <AuthCard title={state.organization.name} focusHeading />}
      </QueryView>
    </AuthPage>
  );
}

function Ended({ hadLink }: { hadLink: boolean }) {
  return (
    <AuthPage tab={setUpText.tab}>
      <AuthCard
        title={hadLink ? setUpText.endedTitle : setUpText.noLinkTitle}
        lead={hadLink ? setUpText.endedLead : setUpText.noLinkLead}
        focusHeading
      >
        <AuthAlt>{setUpText.endedHow}</AuthAlt>
      </AuthCard>
    </AuthPage>
  );
}
