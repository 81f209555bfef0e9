import type { Authenticators } from "../app/api-types.ts";
import { useDeployment } from "../app/deployment.tsx";
import { useAccountPolicies } from "../app/organization-queries.ts";
import { KindGroup } from "../authenticators/kind-group.tsx";
import { keysOf } from "../authenticators/kinds.ts";
import { groupText, phonesOffMeta } from "../authenticators/strings.ts";
import { Badge } from "../parts/badge.tsx";
import { ButtonLink, ShortLabel } from "../parts/button.tsx";
import { Card, Row } from "../parts/card.tsx";
import { Section } from "../parts/page.tsx";
import { knowsPasskeys } from "../passkeys/capabilities.ts";
import { RecoveryCodesRow } from "../recovery-codes/recovery-codes-row.tsx";
import { PreferredRow } from "./preferred-row.tsx";
import { preferable } from "./preferable.ts";
import { securityText } from "./strings.ts";
import type { WaysIn } from "./ways-in.ts";

interface FactorsSectionProps {
  authenticators: Authenticators;
  ways: WaysIn;
}

export function FactorsSection({ authenticators, ways }: FactorsSectionProps) {
  const { totp, passkeys, phones, recoveryCodes, preferred } = authenticators;
  const any = totp.length + passkeys.length + phones.length > 0;
  const choosable = preferable(authenticators).length > 1;
  const shown = choosable ? preferred : null;
  const ownLead = authenticators.password === null ? securityText.factorsLeadNoPassword : securityText.factorsLead;
  return (
    <Section
      title={securityText.factorsTitle}
      headingId="second-factors"
      lead={ways.isOnlyByProvider ? securityText.factorsLeadProvider : ownLead}
    >
      <Card>
        {choosable && <PreferredRow authenticators={authenticators} />}
        <KindGroup
          icon="phone"
          title={groupText.totp.title}
          meta={any ? groupText.totp.meta : groupText.totp.metaFirst}
          add={{ id: "add-authenticator", href: "/security/authenticators/new", object: groupText.totp.addObject }}
          authenticators={totp}
          preferred={shown}
        />
        <SecurityKeys authenticators={authenticators} preferred={shown} />
        <Phones authenticators={authenticators} preferred={shown} />
        <RecoveryCodesRow codes={recoveryCodes} possible={any} />
        {any && <TwoStepRow authenticators={authenticators} ways={ways} />}
      </Card>
    </Section>
  );
}

interface GroupProps {
  authenticators: Authenticators;
  preferred: string | null;
}

function SecurityKeys({ authenticators, preferred }: GroupProps) {
  const keys = keysOf(authenticators);
  const words = groupText["security-key"];
  const add = { id: "add-security-key", href: "/security/security-keys/new", object: words.addObject } as const;
  if (!knowsPasskeys() && keys.length === 0) return null;
  return (
    <KindGroup
      icon="usb"
      title={words.title}
      meta={words.meta}
      add={knowsPasskeys() ? add : undefined}
      authenticators={keys}
      preferred={preferred}
    />
  );
}

function Phones({ authenticators: { phones }, preferred }: GroupProps) {
  const { textMessages } = useDeployment();
  const words = groupText.phone;
  if (!textMessages && phones.length === 0) return null;
  const meta = phones.length === 0 ? words.metaFirst : words.meta;
  return (
    <KindGroup
      icon="message"
      title={
        <>
          {words.title} <Badge tone="warning">{words.badge}</Badge>
        </>
      }
      meta={textMessages ? meta : phonesOffMeta}
      add={textMessages ? { id: "add-phone", href: "/security/phones/new", object: words.addObject } : undefined}
      authenticators={phones}
      preferred={preferred}
    />
  );
}

function TwoStepRow({ authenticators: { password }, ways }: FactorsSectionProps) {
  const own = ways.passkeys > 0 ? securityText.twoStepOnPasskey : securityText.twoStepOn;
  const on = password === null ? securityText.twoStepNoPassword : own;
  const asked = useAccountPolicies().data?.secondFactor;
  const keeps =
    asked?.from && asked.value.met && asked.value.required !== "none" ? asked.from.organization.name : undefined;
  return (
    <Row
      icon="shield-check"
      title={securityText.twoStep}
      meta={
        keeps !== undefined
          ? securityText.twoStepKept(keeps)
          : ways.isOnlyByProvider
            ? securityText.twoStepProvider
            : on
      }
      actions={
        password !== null &&
        keeps === undefined && (
          <ButtonLink id="turn-off" href="/security/two-step/off" size="sm" tone="danger-quiet" opensDialog>
            <ShortLabel verb={securityText.turnOff} object={securityText.turnOffObject} />
          </ButtonLink>
        )
      }
    />
  );
}
