import type { PageLink } from "../../../server/src/addresses.ts";
import type { Account, NextStep } from "../app/api-types.ts";
import { ButtonLink, ShortLabel } from "../parts/button.tsx";
import { Row } from "../parts/card.tsx";
import type { IconName } from "../parts/icon.tsx";
import { knowsPasskeys } from "../passkeys/capabilities.ts";
import { nextLabel, stepText } from "./strings.ts";

const places: Record<NextStep, { href: PageLink; icon: IconName }> = {
  "choose-new-password": { href: "/security/password", icon: "lock" },
  "add-passkey": { href: "/security/passkeys/new", icon: "passkey" },
  "add-authenticator-app": { href: "/security/authenticators/new", icon: "phone" },
  "issue-recovery-codes": { href: "/security/recovery-codes", icon: "sheet" },
  "add-second-authenticator": { href: "/security/authenticators/new", icon: "phone" },
};

/** At most two, the first with the primary button; none left, no block. */
export function NextSteps({ steps: advised }: { steps: Account["protection"]["nextSteps"] }) {
  const steps = advised.filter((step) => step !== "add-passkey" || knowsPasskeys());
  if (steps.length === 0) return null;
  return (
    <div className="m-next">
      <h3 className="m-next-label">{nextLabel}</h3>
      {steps.map((step, place) => (
        <Row
          key={step}
          icon={places[step].icon}
          heading={false}
          wrap
          title={stepText[step].title}
          meta={stepText[step].text}
          actions={
            <ButtonLink
              href={places[step].href}
              size="sm"
              opensDialog
              id={`step-${step}`}
              {...(place === 0 && { tone: "primary" })}
            >
              <ShortLabel verb={stepText[step].verb} object={stepText[step].object} />
            </ButtonLink>
          }
        />
      ))}
    </div>
  );
}
