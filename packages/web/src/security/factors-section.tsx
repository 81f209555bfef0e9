import type { Authenticators } from "../app/api-types.ts";
import { AuthenticatorRows } from "../authenticators/authenticator-rows.tsx";
import { ButtonLink, ShortLabel } from "../parts/button.tsx";
import { Card, Row } from "../parts/card.tsx";
import { Section } from "../parts/page.tsx";
import { RecoveryCodesRow } from "../recovery-codes/recovery-codes-row.tsx";
import { PreferredRow } from "./preferred-row.tsx";
import { securityText } from "./strings.ts";

export function FactorsSection({ authenticators }: { authenticators: Authenticators }) {
  const { totp, recoveryCodes } = authenticators;
  return (
    <Section title={securityText.factorsTitle} headingId="second-factors" lead={securityText.factorsLead}>
      <Card>
        {totp.length > 1 && <PreferredRow authenticators={authenticators} />}
        <AuthenticatorRows authenticators={authenticators} />
        <RecoveryCodesRow codes={recoveryCodes} possible={totp.length > 0} />
        {totp.length > 0 && <TwoStepRow />}
      </Card>
    </Section>
  );
}

function TwoStepRow() {
  return (
    <Row
      icon="shield-check"
      title={securityText.twoStep}
      meta={securityText.twoStepOn}
      actions={
        <ButtonLink id="turn-off" href="/security/two-step/off" size="sm" tone="danger-quiet" opensDialog>
          <ShortLabel verb={securityText.turnOff} object={securityText.turnOffObject} />
        </ButtonLink>
      }
    />
  );
}
