import { useHistoryState } from "wouter/use-browser-location";
import { AuthCard, AuthPage } from "../app/auth-page.tsx";
import { appText } from "../app/strings.ts";
import { useSignOut } from "../app/use-sign-out.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";

/** Whether somebody signed out here without the server hearing of it. */
export function useSessionLives(): boolean {
  const state: unknown = useHistoryState();
  return typeof state === "object" && state !== null && "sessionLives" in state;
}

/** The page holds nothing any more, but the session goes on: who opens it again is signed in. */
export function SessionLives() {
  const signOut = useSignOut();
  return (
    <AuthPage tab={appText.signOut}>
      <AuthCard title={appText.signOutFailed} focusHeading>
        <Banner tone="warning" alert>
          {appText.sessionLives}
        </Banner>
        <Button
          tone="primary"
          size="lg"
          block
          busy={signOut.isPending && appText.signingOut}
          onClick={() => signOut.mutate()}
        >
          {appText.signOutAgain}
        </Button>
      </AuthCard>
    </AuthPage>
  );
}
