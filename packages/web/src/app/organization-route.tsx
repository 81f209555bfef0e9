import { useLocation } from "wouter";
import { NotHere, OrganizationGate } from "./organization-gate.tsx";
import { findOrganizationPage } from "./organization-pages.ts";

/** The page of an organization at this address. */
export function OrganizationRoute() {
  const [location] = useLocation();
  const place = findOrganizationPage(location);
  if (place === undefined) return <NotHere />;
  const { org, found } = place;
  const { page: Page, permission, path } = found;
  return (
    <OrganizationGate key={`${org}/${path}`} id={org} permission={permission}>
      <Page />
    </OrganizationGate>
  );
}
