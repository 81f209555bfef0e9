import { Suspense, type ReactNode } from "react";
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
  const { page: Page, label, wide } = organizationPages[found.name];
  const frame = (within: ReactNode) => (
    <Coming title={label} wide={wide}>
      {within}
    </Coming>
  );
  const loading = (
    <Loading>
      <SkeletonRows rows={3} />
    </Loading>
  );
  return (
    <OrganizationGate key={`${org}/${found.name}`} id={org} permission={permissionOf(found.name)} frame={frame}>
      <Suspense fallback={frame(loading)}>
        <Page />
      </Suspense>
    </OrganizationGate>
  );
}

/** While the page is on its way, the frame stays, and it has its name and its width already. */
function Coming({ title, wide, children }: { title: string; wide: boolean; children: ReactNode }) {
  const { productName } = useDeployment();
  return (
    <div className={wide ? "m-page m-page-wide" : "m-page"}>
      <title>{appText.tab(title, productName)}</title>
      <header className="m-page-head">
        <h1>{title}</h1>
      </header>
      {children}
    </div>
  );
}
