import { Link } from "../parts/link.tsx";
import { At } from "../parts/at.tsx";
import type { Organization } from "../app/api-types.ts";
import { useDeployment } from "../app/deployment.tsx";
import { navOf } from "../app/organization-pages.ts";
import { useOrganizations } from "../app/organization-queries.ts";
import { useAccount } from "../app/queries.ts";
import { QueryView } from "../app/query-view.tsx";
import { roleText } from "../members/strings.ts";
import { Badge } from "../parts/badge.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Card, Row } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { Icon } from "../parts/icon.tsx";
import { Section } from "../parts/page.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import { NewOrganizationDialog } from "./new-organization-dialog.tsx";
import { organizationsText } from "./strings.ts";

/** The organizations one belongs to. */
export function OrganizationsSection() {
  const mayMake = useMayMake();
  return (
    <Section
      title={organizationsText.title}
      headingId="organizations-list"
      lead={organizationsText.lead}
      action={
        mayMake && (
          <ButtonLink id="new-organization" href="/account/organizations/new" size="sm" icon="plus" opensDialog>
            {organizationsText.make}
          </ButtonLink>
        )
      }
    >
      <Card>
        <Organizations mayMake={mayMake} />
      </Card>
      {mayMake && (
        <At address="/account/organizations/new">
          <NewOrganizationDialog />
        </At>
      )}
      <At address="/account/organizations/:organization/leave">
        {({ organization }) => <LeaveDialog id={organization} />}
      </At>
    </Section>
  );
}

/** Where only operators make organizations, nobody else is offered to. */
function useMayMake(): boolean {
  const { organizationCreation } = useDeployment();
  const { data } = useAccount();
  return organizationCreation === "open" || data?.operator === true;
}

function Organizations({ mayMake }: { mayMake: boolean }) {
  return (
    <QueryView query={useOrganizations()} loading={organizationsText.loading} failed={organizationsText.loadFailed}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty icon="building" title={organizationsText.noneTitle}>
            {mayMake ? organizationsText.noneText : organizationsText.noneTextClosed}
          </Empty>
        ) : (
          items.map((organization) => <OrganizationRow key={organization.id} organization={organization} />)
        )
      }
    </QueryView>
  );
}

function OrganizationRow({ organization }: { organization: Organization }) {
  const { id, name, role, plan, status, permissions } = organization;
  const first = navOf(organization)[0];
  return (
    <Row
      icon="building"
      title={
        <>
          {first === undefined ? (
            <bdi>{name}</bdi>
          ) : (
            <Link href={first.href}>
              <bdi>{name}</bdi>
            </Link>
          )}
          {status === "suspended" && (
            <Badge tone="danger">
              <Icon name="ban" />
              {organizationsText.suspended}
            </Badge>
          )}
        </>
      }
      meta={organizationsText.roleAndPlan(roleText[role], plan)}
      actions={
        permissions.includes("leave") && (
          <ButtonLink id={`leave-${id}`} href={`/account/organizations/${id}/leave`} size="sm" opensDialog>
            <span aria-hidden="true">{organizationsText.leave}</span>
            <span className="m-sr">{organizationsText.leaveNamed(name)}</span>
          </ButtonLink>
        )
      }
    />
  );
}
