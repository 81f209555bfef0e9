import type { BreakGlass, SsoConnection } from "../app/api-types.ts";
import { useMay } from "../app/organization-gate.tsx";
import { QueryView } from "../app/query-view.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Card, Row } from "../parts/card.tsx";
import { Icon } from "../parts/icon.tsx";
import { Section } from "../parts/page.tsx";
import { safetyText } from "./safety-strings.ts";
import { usePair, usePoliciesAt } from "./use-requirement.ts";
import "./stack.css";

/** Who still gets in when the provider doesn't answer, or what is missing for that. */
export function IfItBreaks({ connection: { name } }: { connection: SsoConnection }) {
  const pair = usePair();
  return (
    <Section title={safetyText.breaks(name)}>
      <Card>
        <QueryView query={pair} failed={safetyText.loadFailed}>
          {({ owners }) => <Pair owners={owners} />}
        </QueryView>
        <p className="m-card-foot">
          <Icon name="lock" />
          <span>{safetyText.never}</span>
        </p>
      </Card>
    </Section>
  );
}

function Pair({ owners }: { owners: BreakGlass["owners"] }) {
  const may = useMay("name-break-glass");
  const policies = usePoliciesAt("break-glass");
  const isNamed = owners.length > 0;
  return (
    <>
      <Row
        icon="shield"
        wrap
        title={isNamed ? safetyText.pair : safetyText.none}
        meta={isNamed ? safetyText.pairText : safetyText.noneText}
        actions={
          may && (
            <ButtonLink href={policies} size="sm">
              {isNamed ? safetyText.change : safetyText.name}
            </ButtonLink>
          )
        }
      />
      {isNamed && (
        <ul className="m-checked">
          {owners.map(({ id, name, hasPasskey }) => (
            <li key={id} className={hasPasskey ? "" : "is-bad"}>
              <Icon name={hasPasskey ? "passkey" : "alert"} />
              <div>
                <bdi>{name}</bdi>
                <span className="m-checked-sub">{hasPasskey ? safetyText.owner : safetyText.noPasskeyText}</span>
              </div>
              <span className={hasPasskey ? "m-small m-muted" : "m-small m-text-danger"}>
                {hasPasskey ? safetyText.ready : safetyText.noPasskey}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
