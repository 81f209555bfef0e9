import type { Domain, SetUp, SsoConnection } from "../app/api-types.ts";
import { Refused } from "../app/refused.tsx";
import { Status } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { Card, Row } from "../parts/card.tsx";
import { Icon } from "../parts/icon.tsx";
import { CopyMessage } from "../single-sign-on/copy-message.tsx";
import { domainText } from "../single-sign-on/strings.ts";
import { MessagePage } from "./ended-page.tsx";
import { PortalPage } from "./portal-page.tsx";
import { isDone, stepsOf } from "./steps.ts";
import { setUpText } from "./strings.ts";
import { useEndLink } from "./use-set-up.ts";

/** What was done, what is left, and who goes on. */
export function DonePage({ state, onLeft }: { state: SetUp; onLeft: () => void }) {
  const end = useEndLink();
  if (end.isSuccess) return <MessagePage title={setUpText.endedByYou} lead={setUpText.endedByYouLead} />;
  const { organization, link, connection, domains } = state;
  const by = link.by ?? organization.name;
  const isWhole = stepsOf(state).every((step) => isDone(step, state));
  return (
    <PortalPage
      state={state}
      step="done"
      title={isWhole ? setUpText.doneTitle : setUpText.leftTitle}
      lead={isWhole ? nextOf(connection, by, organization.name) : setUpText.leftLead}
      foot={
        <>
          <span className="m-small m-muted">{setUpText.endHint(organization.name)}</span>
          <div className="m-cluster">
            <Button
              tone={isWhole ? "primary" : "default"}
              busy={end.isPending && setUpText.doneEnding}
              onClick={() => end.mutate()}
            >
              {setUpText.doneEnd}
            </Button>
            {!isWhole && (
              <Button tone="primary" onClick={onLeft}>
                {setUpText.doLeft}
              </Button>
            )}
          </div>
        </>
      }
    >
      <Refused error={end.error} />
      <h2 className="m-sr">{setUpText.doneWhat}</h2>
      <Card>
        {domains.map((domain) => (
          <DoneDomain key={domain.id} domain={domain} />
        ))}
        {connection !== null && <DoneConnection connection={connection} />}
        {!isWhole && (
          <div className="m-pad">
            <CopyMessage before={setUpText.tellHowFar(by)} message={setUpText.tellLeft(organization.name)} />
          </div>
        )}
        <p className="m-card-foot">
          <Icon name="info" />
          <span>{setUpText.doneFoot(by)}</span>
        </p>
      </Card>
    </PortalPage>
  );
}

function nextOf(connection: SsoConnection | null, by: string, organization: string): string {
  if (connection === null) return setUpText.doneDomains(by);
  return connection.status === "active" ? setUpText.doneInUse : setUpText.doneTested(by, organization);
}

function DoneDomain({ domain: { name, status } }: { domain: Domain }) {
  const isProven = status === "verified";
  return (
    <Row
      icon="link"
      wrap
      title={<span className="m-ltr">{name}</span>}
      meta={isProven ? setUpText.domainProven : setUpText.domainWaits}
      actions={
        <Status tone={isProven ? "success" : "warning"}>{isProven ? domainText.verified : domainText.waiting}</Status>
      }
    />
  );
}

function DoneConnection({ connection }: { connection: SsoConnection }) {
  const { name, tested, pendingRevision, configuration } = connection;
  const isTested = tested && pendingRevision === null;
  const isRead = configuration.kind === "saml" && configuration.metadataUrl !== null;
  return (
    <Row
      icon="building"
      wrap
      title={<bdi>{name}</bdi>}
      meta={!isTested ? setUpText.connectionUntested : isRead ? setUpText.connectionRead : setUpText.connectionTested}
      actions={
        <Status tone={isTested ? "success" : "warning"}>{isTested ? setUpText.tested : setUpText.untested}</Status>
      }
    />
  );
}
