import { useDeployment } from "../app/deployment.tsx";
import type { Organization } from "../app/api-types.ts";
import { appText } from "../app/strings.ts";
import { ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { Page } from "../parts/page.tsx";
import { leaveText, suspendedText } from "./strings.ts";

/** All that a suspended member sees of an organization. */
export function SuspendedPage({ organization }: { organization: Organization }) {
  const { id, name, permissions } = organization;
  const { productName } = useDeployment();
  return (
    <Page
      title={suspendedText.title(name)}
      lead={suspendedText.lead}
      tab={appText.tab(suspendedText.title(name), productName)}
    >
      <Card>
        <Empty
          icon="ban"
          heading="h2"
          title={suspendedText.emptyTitle}
          actions={
            <>
              <ButtonLink href="/security">{suspendedText.toSecurity}</ButtonLink>
              {permissions.includes("leave") && (
                <ButtonLink href={`/account/organizations/${id}/leave`}>{leaveText.submit}</ButtonLink>
              )}
            </>
          }
        >
          {suspendedText.emptyText}
        </Empty>
      </Card>
    </Page>
  );
}
