import type { Attempt, RecoveryCodesLeft } from "../app/api-types.ts";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useBaseUrl } from "../app/client.ts";
import { ownLink } from "../app/go-to.ts";
import { Banner } from "../parts/banner.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Meter } from "../parts/meter.tsx";
import { lowCodes } from "../recovery-codes/low.ts";
import { signInText } from "./strings.ts";

interface SignedInNoticeProps {
  attempt: Attempt;
  /** Where Continue leads. */
  target: string;
  onContinue: () => void;
}

/** What a person should know before going on: a recovery code is gone, or a deletion was called off. */
export function SignedInNotice({ attempt, target, onContinue }: SignedInNoticeProps) {
  const { recoveryCodes, deletionCalledOff } = attempt;
  const leadsToSecurity = ownLink(target, useBaseUrl()) === "/security";
  return (
    <AuthPage tab={signInText.tab}>
      <AuthCard title={signInText.doneTitle} focusHeading>
        {deletionCalledOff === true && <Banner tone="success">{signInText.calledOff}</Banner>}
        {recoveryCodes !== undefined && <CodesLeft codes={recoveryCodes} />}
        <div className="m-auth-form">
          <Button tone="primary" size="lg" block onClick={onContinue}>
            {signInText.goOn}
          </Button>
          {recoveryCodes !== undefined && !leadsToSecurity && (
            <ButtonLink href="/security" size="lg" block>
              {signInText.toSecurity}
            </ButtonLink>
          )}
        </div>
        {recoveryCodes !== undefined && <AuthAlt>{signInText.codesAdvice}</AuthAlt>}
      </AuthCard>
    </AuthPage>
  );
}

function CodesLeft({ codes }: { codes: RecoveryCodesLeft }) {
  const { remaining, total } = codes;
  const low = remaining <= lowCodes;
  return (
    <Banner tone={low ? "warning" : "info"} icon="sheet">
      {signInText.codesLeft(signInText.leftOf(remaining, total))}{" "}
      <Meter remaining={remaining} total={total} low={low} label={signInText.leftInWords(remaining, total)} />
      {low && ` ${signInText.codesLow}`}
    </Banner>
  );
}
