import { isProblem } from "@mortise/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, type ReactNode } from "react";
import { ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { Page } from "../parts/page.tsx";
import type { OrganizationDetails, OrganizationPermission } from "./api-types.ts";
import { useClient } from "./client.ts";
import { organizationQuery } from "./organization-queries.ts";
import { QueryView } from "./query-view.tsx";
import { appText, organizationText } from "./strings.ts";

const OrganizationContext = createContext<OrganizationDetails | null>(null);

/** The organization whose page this is. */
export function useOrganization(): OrganizationDetails {
  const organization = useContext(OrganizationContext);
  if (organization === null) throw new Error("No organization: the page stands outside OrganizationGate.");
  return organization;
}

/** Whether the signed-in person may do this in the organization whose page this is. */
export function useMay(permission: OrganizationPermission): boolean {
  return useOrganization().permissions.includes(permission);
}

interface OrganizationGateProps {
  id: string;
  permission: OrganizationPermission;
  /** The page as it is until the organization is there: its shape and its heading. */
  frame: (within: ReactNode) => ReactNode;
  children: ReactNode;
}

/** Draws a page of an organization for those who may open it; to all others it is not there. */
export function OrganizationGate({ id, permission, frame, children }: OrganizationGateProps) {
  const { data, error, refetch } = useQuery(organizationQuery(useClient(), id));
  // Asked again and refused, what was shown before does not stay.
  if (isProblem(error, "not-found")) return <NotHere />;
  if (isProblem(error, "not-allowed")) return <KeptOut reason={error.members.reason} detail={error.detail} />;
  if (data === undefined) {
    const query = { data, error, refetch };
    return frame(<QueryView query={query} rows={3} failed={organizationText.loadFailed} heading="h2" />);
  }
  if (!data.permissions.includes(permission)) return <NotHere />;
  return <OrganizationContext value={data}>{children}</OrganizationContext>;
}

/** An address within the settings that leads nowhere, or not for this person. */
export function NotHere() {
  return (
    <Page title={appText.notFoundTitle} lead={appText.notFoundText} tab={appText.notFoundTitle}>
      <ButtonLink href="/security">{appText.toSecurity}</ButtonLink>
    </Page>
  );
}

/** The session goes on, only not here. */
function KeptOut({ reason, detail }: { reason: string | undefined; detail: string | undefined }) {
  const byAddress = reason === "ip-allowlist";
  const title = byAddress ? organizationText.keptOutTitle : organizationText.cannotOpen;
  const queries = useQueryClient();
  // The navigation was drawn before this was known.
  useEffect(() => void queries.invalidateQueries({ queryKey: ["organizations"] }), [queries]);
  return (
    <Page title={title} lead={organizationText.keptOutLead} tab={title}>
      <Card>
        <Empty
          icon="lock"
          heading="h2"
          title={byAddress ? organizationText.wrongNetwork : organizationText.noEntry}
          actions={<ButtonLink href="/security">{appText.toSecurity}</ButtonLink>}
        >
          {detail ?? organizationText.askAdmin}
        </Empty>
      </Card>
    </Page>
  );
}
