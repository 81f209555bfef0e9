import { useEffect } from "react";
import { useSearch } from "wouter";
import { AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useGoTo } from "../app/go-to.ts";
import { Button } from "../parts/button.tsx";
import { ProviderTrouble } from "./provider-trouble.tsx";
import { isProviderReason, ssoText } from "./sso-strings.ts";
import { signInText } from "./strings.ts";

/** Somebody is signed in already: on to where they were going, once they know what a provider's answer came to. */
export function Onwards({ target }: { target: string }) {
  const goTo = useGoTo();
  const isTrouble = isProviderReason(new URLSearchParams(useSearch()).get("sso"));
  useEffect(() => {
    if (!isTrouble) goTo(target);
  }, [goTo, target, isTrouble]);
  if (!isTrouble) return null;
  return (
    <AuthPage tab={signInText.tab}>
      <AuthCard title={ssoText.stillSignedIn} focusHeading>
        <ProviderTrouble instead={ssoText.nothingLost} />
        <Button tone="primary" size="lg" block onClick={() => goTo(target)}>
          {ssoText.goOn}
        </Button>
      </AuthCard>
    </AuthPage>
  );
}
