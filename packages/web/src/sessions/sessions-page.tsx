import { useDeployment } from "../app/deployment.tsx";
import { appText } from "../app/strings.ts";
import { Page } from "../parts/page.tsx";
import { SessionsPanel } from "./sessions-panel.tsx";
import { sessionsText } from "./strings.ts";

export function SessionsPage() {
  const { productName } = useDeployment();
  return (
    <Page title={sessionsText.title} lead={sessionsText.lead} tab={appText.tab(sessionsText.tab, productName)} wide>
      <SessionsPanel />
    </Page>
  );
}
