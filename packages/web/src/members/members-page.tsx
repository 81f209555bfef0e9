import { addressOf, type AddressOf } from "../../../server/src/addresses.ts";
import { At } from "../parts/at.tsx";
import { useDeployment } from "../app/deployment.tsx";
import { useMay, useOrganization } from "../app/organization-gate.tsx";
import { appText } from "../app/strings.ts";
import { OrganizationSettingsDialog } from "../organizations/settings-dialog.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Page } from "../parts/page.tsx";
import { invitationsText } from "./invitation-strings.ts";
import { IdentitiesDialog } from "./identities-dialog.tsx";
import { InvitationsSection } from "./invitations-section.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { MemberDialog } from "./member-dialog.tsx";
import { MembersSection } from "./members-section.tsx";
import { memberActs } from "./member-acts.ts";
import { membersText } from "./strings.ts";
import { TakeBackDialog } from "./take-back-dialog.tsx";

/** Who belongs to an organization, and who is invited. */
export function MembersPage() {
  const { productName } = useDeployment();
  const { id, name } = useOrganization();
  const home = addressOf("members", { organization: id });
  return (
    <Page
      title={membersText.title}
      lead={membersText.lead}
      tab={appText.tab(membersText.tab(name), productName)}
      wide
      actions={<Actions home={home} />}
    >
      <MembersSection home={home} />
      <InvitationsSection home={home} />
      <Dialogs home={home} />
    </Page>
  );
}

function Actions({ home }: { home: AddressOf<"members"> }) {
  const mayChange = useMay("change-organization");
  const mayInvite = useMay("manage-members");
  return (
    <>
      {mayChange && (
        <ButtonLink id="organization-settings" href={`${home}/settings`} opensDialog>
          {membersText.settings}
        </ButtonLink>
      )}
      {mayInvite && (
        <ButtonLink id="invite" href={`${home}/invite`} tone="primary" icon="plus" opensDialog>
          {invitationsText.invite}
        </ButtonLink>
      )}
    </>
  );
}

function Dialogs({ home }: { home: AddressOf<"members"> }) {
  return (
    <>
      <At address="/organizations/:organization/members/invite">
        <InviteDialog home={home} />
      </At>
      <At address="/organizations/:organization/members/settings">
        <OrganizationSettingsDialog home={home} />
      </At>
      <At address="/organizations/:organization/members/invitations/:invitation/take-back">
        {({ invitation }) => <TakeBackDialog id={invitation} home={home} />}
      </At>
      <At address="/organizations/:organization/members/:member/identities">
        {({ member }) => <IdentitiesDialog key={member} account={member} home={home} />}
      </At>
      {memberActs.map((act) => (
        <At key={act} address={`/organizations/:organization/members/:member/${act}`}>
          {({ member }) => <MemberDialog key={member} account={member} act={act} home={home} />}
        </At>
      ))}
    </>
  );
}
