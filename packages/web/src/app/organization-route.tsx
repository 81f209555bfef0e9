import { Suspense } from "react";
import { findPage, organizationArea } from "../../../server/src/addresses.ts";
import { SuspendedPage } from "../organizations/suspended-page.tsx";
import { useHere } from "../parts/navigation.ts";
import { Loading, SkeletonRows } from "../parts/skeleton.tsx";
import { NotHere, OrganizationGate } from "./organization-gate.tsx";
import { useDeployment } from "./deployment.tsx";
import { isOrganizationPage, organizationPages, permissionOf } from "./organization-pages.ts";
import { useOrganizations } from "./organization-queries.ts";
import { appText } from "./strings.ts";

/** The page of an organization at this address. */
export function OrganizationRoute() {
  const here = useHere();
  const found = findPage(here);
  const suspended = useOrganizations().data?.items.find(
    ({ id, status }) => status === "suspended" && here.startsWith(`${organizationArea}${id}/`),
  );
  if (suspended !== undefined) return <SuspendedPage organization={suspended} />;
  const org = found?.places["organization"];
  if (found === undefined || org === undefined || !isOrganizationPage(found.name)) return <NotHere />;
  const { page: Page, label } = organizationPages[found.name];
  return (
    <OrganizationGate key={`${org}/${found.name}`} id={org} permission={permissionOf(found.name)}>
      <Suspense fallback={<Coming title={label} />}>
        <Page />
      </Suspense>
    </OrganizationGate>
  );
}

/** While the code of a page is fetched, the frame stays, and it has its name already. */
function Coming({ title }: { title: string }) {
  const { productName } = useDeployment();
  return (
    <div className="m-page m-page-wide">
      <title>{appText.tab(title, productName)}</title>
      <header className="m-page-head">
        <h1>{title}</h1>
      </header>
      <Loading>
        <SkeletonRows rows={3} />
      </Loading>
    </div>
  );
}
