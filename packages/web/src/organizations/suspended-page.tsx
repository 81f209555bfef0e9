import { useDeployment } from "../app/deployment.tsx";
import { appText } from "../app/strings.ts";
import { ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { Page } from "../parts/page.tsx";
import { suspendedText } from "./strings.ts";

/** All that a suspended member sees of an organization. */
export function SuspendedPage({ name }: { name: string }) {
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
          actions={<ButtonLink href="/security">{suspendedText.toSecurity}</ButtonLink>}
        >
          {suspendedText.emptyText}
        </Empty>
      </Card>
    </Page>
  );
}
