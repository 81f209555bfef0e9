import type { Domain, SsoConnection } from "../app/api-types.ts";
import { useDeployment } from "../app/deployment.tsx";
import { useMay, useOrganization } from "../app/organization-gate.tsx";
import { both, QueryView } from "../app/query-view.tsx";
import { appText } from "../app/strings.ts";
import { Banner } from "../parts/banner.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { Page, Section } from "../parts/page.tsx";
import { CertificateEnding, CertificatesSection } from "./certificates-section.tsx";
import { ConnectionCard } from "./connection-card.tsx";
import { DomainsSection } from "./domains-section.tsx";
import { FailuresSection } from "./failures-section.tsx";
import { IfItBreaks } from "./if-it-breaks.tsx";
import { LinkSection } from "./link-section.tsx";
import { safetyText } from "./safety-strings.ts";
import { SsoDialogs } from "./sso-dialogs.tsx";
import { ssoPageText } from "./strings.ts";
import { useIsRequired, usePoliciesAt, useRequired } from "./use-requirement.ts";
import { useConnections, useDomains, useHome } from "./use-connections.ts";
import { WaitingChange } from "./waiting-change.tsx";

/** All of it on one page: connections, what is waiting or ends, who gets in whatever breaks, domains. */
export function Overview() {
  const { productName } = useDeployment();
  const { name, allows } = useOrganization();
  const query = both(useConnections(), useDomains());
  const { loading, loadFailed } = ssoPageText;
  return (
    <Page
      title={ssoPageText.title}
      headingId="single-sign-on-title"
      lead={ssoPageText.lead(name)}
      tab={appText.tab(ssoPageText.tab(name), productName)}
    >
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
  const required = useRequired();
  const isRequired = useIsRequired();
  const hasDomain = domains.some(({ status }) => status !== "pending");
  const active = connections.find(({ status }) => status === "active");
  return (
    <>
      {isRequired && active === undefined && <Stranded />}
      {connections.map((connection) => (
        <Notices key={connection.id} connection={connection} />
      ))}
      {connections.length === 0 ? (
        <NoConnection hasDomain={hasDomain} />
      ) : (
        <Section
          title={connections.length > 1 ? ssoPageText.connections : ssoPageText.connection}
          headingId="connections"
          action={<Another />}
        >
          <div className="m-stack">
            {connections.map((connection) => (
              <ConnectionCard key={connection.id} {...{ connection, hasDomain, required }} />
            ))}
          </div>
        </Section>
      )}
      {active !== undefined && required !== undefined && <IfItBreaks connection={active} />}
      {connections.map((connection) => (
        <CertificatesSection key={connection.id} connection={connection} />
      ))}
      <DomainsSection domains={domains} isRequired={isRequired} />
      <LinkSection />
      {connections.map((connection) => (
        <FailuresSection key={connection.id} connection={connection} isOneOfMany={connections.length > 1} />
      ))}
      <SsoDialogs connections={connections} domains={domains} />
    </>
  );
}

/** What of a connection comes before all else. */
function Notices({ connection }: { connection: SsoConnection }) {
  return (
    <>
      <CertificateEnding connection={connection} />
      {connection.pendingRevision !== null && <WaitingChange connection={connection} />}
    </>
  );
}

function Stranded() {
  const policies = usePoliciesAt("single-sign-on");
  return (
    <Banner
      tone="danger"
      title={safetyText.strandedTitle}
      actions={
        <ButtonLink href={policies} size="sm">
          {safetyText.policies}
        </ButtonLink>
      }
    >
      {safetyText.strandedText}
    </Banner>
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
