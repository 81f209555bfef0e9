import { useLocation } from "wouter";
import { SuspendedPage } from "../organizations/suspended-page.tsx";
import { NotHere, OrganizationGate } from "./organization-gate.tsx";
import { useOrganizations } from "./organization-queries.ts";
import { findOrganizationPage, organizationPath } from "./organization-pages.ts";

/** The page of an organization at this address. */
export function OrganizationRoute() {
  const [location] = useLocation();
  const place = findOrganizationPage(location);
  const suspended = useOrganizations().data?.items.find(
    ({ id, status }) => status === "suspended" && location.startsWith(organizationPath(id)),
  );
  if (suspended !== undefined) return <SuspendedPage organization={suspended} />;
  if (place === undefined) return <NotHere />;
  const { org, found } = place;
  const { page: Page, permission, path } = found;
  return (
    <OrganizationGate key={`${org}/${path}`} id={org} permission={permission}>
      <Page />
    </OrganizationGate>
  );
}
