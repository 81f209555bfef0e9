import type { Authenticators } from "../app/api-types.ts";
import { ButtonLink, ShortLabel } from "../parts/button.tsx";
import { Card, Row } from "../parts/card.tsx";
import { day } from "../parts/format.ts";
import { Section } from "../parts/page.tsx";
import { securityText } from "./strings.ts";

export function SignInSection({ authenticators }: { authenticators: Authenticators }) {
  if (authenticators.password === null) return null;
  return (
    <Section title={securityText.signInTitle}>
      <Card>
        <Row
          icon="lock"
          title={securityText.password}
          meta={securityText.passwordChanged(day(authenticators.password.changedAt))}
          actions={
            <ButtonLink id="change-password" href="/security/password" size="sm" opensDialog>
              <ShortLabel verb={securityText.change} object={securityText.changeObject} />
            </ButtonLink>
          }
        />
      </Card>
    </Section>
  );
}
