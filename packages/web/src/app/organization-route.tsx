import { Suspense } from "react";
import { findPage, organizationArea } from "../../../server/src/addresses.ts";
import { SuspendedPage } from "../organizations/suspended-page.tsx";
import { useHere } from "../parts/navigation.ts";
import { Loading, SkeletonRows } from "../parts/skeleton.tsx";
import { NotHere, OrganizationGate } from "./organization-gate.tsx";
import { isOrganizationPage, organizationPages, permissionOf } from "./organization-pages.ts";
import { useOrganizations } from "./organization-queries.ts";

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
  const { page: Page } = organizationPages[found.name];
  return (
    <OrganizationGate key={`${org}/${found.name}`} id={org} permission={permissionOf(found.name)}>
      <Suspense fallback={<Coming />}>
        <Page />
      </Suspense>
    </OrganizationGate>
  );
}

/** While the code of a page is fetched, the frame stays. */
function Coming() {
  return (
    <Loading>
      <SkeletonRows rows={3} />
    </Loading>
  );
}
