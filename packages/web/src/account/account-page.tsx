import { useDeployment } from "../app/deployment.tsx";
import { appText } from "../app/strings.ts";
import { OrganizationsSection } from "../organizations/organizations-section.tsx";
import { Page } from "../parts/page.tsx";
import { AccountPanel } from "./account-panel.tsx";
import { IdentitiesSection } from "./identities-section.tsx";
import { accountText } from "./strings.ts";

export function AccountPage() {
  const { productName } = useDeployment();
  return (
    <Page title={accountText.title} lead={accountText.lead} tab={appText.tab(accountText.tab, productName)}>
      <AccountPanel>
        <OrganizationsSection />
        <IdentitiesSection />
      </AccountPanel>
    </Page>
  );
}
