import type { ReactNode } from "react";
import { placesAt } from "../../../server/src/addresses.ts";
import type { Domain, SsoConnection } from "../app/api-types.ts";
import { useDeployment } from "../app/deployment.tsx";
import { NotHere, useMay, useOrganization } from "../app/organization-gate.tsx";
import { both, QueryView } from "../app/query-view.tsx";
import { appText } from "../app/strings.ts";
import { At } from "../parts/at.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { useHere } from "../parts/navigation.ts";
import { Page, Section } from "../parts/page.tsx";
import { ConnectPage } from "./connect-page.tsx";
import { ConnectionCard } from "./connection-card.tsx";
import { AddDomainDialog, DomainsSection, RemoveDomainDialog } from "./domains-section.tsx";
import { EditPage } from "./edit-page.tsx";
import { FailuresSection } from "./failures-section.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { LinkSection, TakeLinkBackDialog } from "./link-section.tsx";
import { RulesPage } from "./rules-page.tsx";
import { SettingsDialog } from "./settings-dialog.tsx";
import { DeleteConnectionDialog, TurnOffDialog, TurnOnDialog } from "./state-dialogs.tsx";
import { ssoPageText } from "./strings.ts";
import { TestPage } from "./test-page.tsx";
import { useConnections, useDomains, useHome } from "./use-sso.ts";

const area = "/organizations/:organization/single-sign-on";

/** How an organization's people sign in with their work account, or the part of it that the address names. */
export function SingleSignOnPage() {
  const here = useHere();
  const may = useMay("manage-sso");
  if (may && placesAt(`${area}/connect`, here) !== undefined) return <ConnectPage />;
  const edit = placesAt(`${area}/conn_:connection/edit`, here);
  if (may && edit !== undefined)
    return <Found id={edit.connection}>{(found) => <EditPage connection={found} />}</Found>;
  const rules = placesAt(`${area}/conn_:connection/rules`, here);
  if (rules !== undefined) return <Found id={rules.connection}>{(found) => <RulesPage connection={found} />}</Found>;
  const test = placesAt(`${area}/conn_:connection/tests/:test`, here);
  if (test !== undefined)
    return <Found id={test.connection}>{(found) => <TestPage connection={found} id={test.test} />}</Found>;
  return <Overview />;
}

/** The connection an address names. */
function Found({ id, children }: { id: string; children: (connection: SsoConnection) => ReactNode }) {
  const connections = useConnections();
  return (
    <QueryView query={connections} failed={ssoPageText.loadFailed} rows={3} heading="h2">
      {({ items }) => {
        const found = items.find((each) => each.id === `conn_${id}`);
        return found === undefined ? <NotHere /> : children(found);
      }}
    </QueryView>
  );
}

function Overview() {
  const { productName } = useDeployment();
  const { name, allows } = useOrganization();
  const query = both(useConnections(), useDomains());
  const { loading, loadFailed } = ssoPageText;
  return (
    <Page title={ssoPageText.title} lead={ssoPageText.lead(name)} tab={appText.tab(ssoPageText.tab(name), productName)}>
      <QueryView query={query} loading={loading} failed={loadFailed} rows={4} heading="h2" carded>
        {([connections, domains]) =>
          allows.sso || connections.items.length > 0 || domains.items.length > 0 ? (
            <Parts connections={connections.items} domains={domains.items} />
          ) : (
            <NotInPlan plan={allows.name} />
          )
        }
      </QueryView>
    </Page>
  );
}

function NotInPlan({ plan }: { plan: string }) {
  return (
    <Card>
      <Empty icon="lock" heading="h2" title={ssoPageText.notInPlan(plan)}>
        {ssoPageText.notInPlanText}
      </Empty>
    </Card>
  );
}

function Parts({ connections, domains }: { connections: SsoConnection[]; domains: Domain[] }) {
  const hasDomain = domains.some(({ status }) => status !== "pending");
  return (
    <>
      {connections.length === 0 ? (
        <NoConnection hasDomain={hasDomain} />
      ) : (
        <Section title={ssoPageText.connections} action={<Another />}>
          <div className="m-stack">
            {connections.map((connection) => (
              <ConnectionCard key={connection.id} connection={connection} hasDomain={hasDomain} />
            ))}
          </div>
        </Section>
      )}
      <DomainsSection domains={domains} />
      <LinkSection />
      {connections.map((connection) => (
        <FailuresSection key={connection.id} connection={connection} />
      ))}
      <Dialogs connections={connections} domains={domains} />
    </>
  );
}

function Another() {
  const may = useMay("manage-sso");
  const home = useHome();
  return (
    may && (
      <ButtonLink href={`${home}/connect`} size="sm" icon="plus">
        {ssoPageText.connect}
      </ButtonLink>
    )
  );
}

function NoConnection({ hasDomain }: { hasDomain: boolean }) {
  const may = useMay("manage-sso");
  const home = useHome();
  return (
    <Card>
      <Empty
        icon="sign-in"
        heading="h2"
        title={ssoPageText.none}
        actions={
          may && (
            <>
              {!hasDomain && (
                <ButtonLink href={`${home}/domains/new`} size="sm" tone="primary" opensDialog>
                  {ssoPageText.startDomain}
                </ButtonLink>
              )}
              <ButtonLink href={`${home}/connect`} size="sm" tone={hasDomain ? "primary" : "default"}>
                {ssoPageText.connect}
              </ButtonLink>
              <ButtonLink href={`${home}/set-up-link`} size="sm" opensDialog>
                {ssoPageText.sendLink}
              </ButtonLink>
            </>
          )
        }
      >
        {may ? ssoPageText.noneText : ssoPageText.noneRead}
      </Empty>
    </Card>
  );
}

function Dialogs({ connections, domains }: { connections: SsoConnection[]; domains: Domain[] }) {
  const may = useMay("manage-sso");
  if (!may) return null;
  const within =
    (Dialog: (props: { connection: SsoConnection }) => ReactNode) =>
    ({ connection }: { connection: string }) => {
      const found = connections.find(({ id }) => id === `conn_${connection}`);
      return found === undefined ? null : <Dialog connection={found} />;
    };
  return (
    <>
      <At address={`${area}/domains/new`}>
        <AddDomainDialog />
      </At>
      <At address={`${area}/domains/:domain/remove`}>
        {({ domain }) => {
          const found = domains.find(({ id }) => id === domain);
          return found === undefined ? null : <RemoveDomainDialog domain={found} />;
        }}
      </At>
      <At address={`${area}/conn_:connection/settings`}>{within(SettingsDialog)}</At>
      <At address={`${area}/conn_:connection/keys`}>{within(KeysDialog)}</At>
      <At address={`${area}/conn_:connection/on`}>{within(TurnOnDialog)}</At>
      <At address={`${area}/conn_:connection/off`}>{within(TurnOffDialog)}</At>
      <At address={`${area}/conn_:connection/delete`}>{within(DeleteConnectionDialog)}</At>
      <At address={`${area}/set-up-link`}>
        <LinkDialog />
      </At>
      <At address={`${area}/set-up-link/take-back`}>
        <TakeLinkBackDialog />
      </At>
    </>
  );
}
