import type { ReactNode } from "react";
import { addressOf, placesAt, type AddressOf } from "../../../server/src/addresses.ts";
import { Link } from "../parts/link.tsx";
import { At } from "../parts/at.tsx";
import { useHere } from "../parts/navigation.ts";
import type { Workspace } from "../app/api-types.ts";
import { useDeployment } from "../app/deployment.tsx";
import { NotHere, useOrganization } from "../app/organization-gate.tsx";
import { LoadMore } from "../app/load-more.tsx";
import { listed, QueryView } from "../app/query-view.tsx";
import { appText } from "../app/strings.ts";
import { ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Ago } from "../parts/clock.tsx";
import { Empty } from "../parts/empty.tsx";
import { plural } from "../parts/format.ts";
import { Icon } from "../parts/icon.tsx";
import { ActionMenu } from "../parts/menu.tsx";
import { Page } from "../parts/page.tsx";
import { partsText } from "../parts/strings.ts";
import { Cell, Table } from "../parts/table.tsx";
import { workspaceAddress } from "./address.ts";
import { DeleteWorkspaceDialog } from "./delete-dialog.tsx";
import { NewWorkspaceDialog, RenameWorkspaceDialog } from "./name-dialog.tsx";
import { workspacesText } from "./strings.ts";
import { useWorkspace, useWorkspaces } from "./use-workspaces.ts";
import { WorkspaceView } from "./workspace-view.tsx";

/** The workspaces of an organization, or the one its address names. */
export function WorkspacesPage() {
  const { id } = useOrganization();
  const home = addressOf("workspaces", { organization: id });
  const here = useHere();
  const opened =
    placesAt("/organizations/:organization/workspaces/wksp_:workspace", here) ??
    placesAt("/organizations/:organization/workspaces/wksp_:workspace/add", here);
  if (opened === undefined) return <WorkspaceList home={home} />;
  return <Opened id={`wksp_${opened.workspace}`} home={home} />;
}

function Opened({ id, home }: { id: string; home: AddressOf<"workspaces"> }) {
  const { workspace, error, refetch } = useWorkspace(id);
  return (
    <QueryView query={{ data: workspace, error, refetch }} {...view}>
      {(found) => (found === null ? <NotHere /> : <WorkspaceView workspace={found} home={home} />)}
    </QueryView>
  );
}

const view = {
  loading: workspacesText.loading,
  rows: 3,
  failed: workspacesText.loadFailed,
  heading: "h2",
} as const;

function WorkspaceList({ home }: { home: AddressOf<"workspaces"> }) {
  const { productName } = useDeployment();
  const { name } = useOrganization();
  const workspaces = useWorkspaces();
  return (
    <Page
      title={workspacesText.title}
      lead={workspacesText.lead}
      tab={appText.tab(workspacesText.tab(name), productName)}
      wide
      actions={
        <ButtonLink id="new-workspace" href={`${home}/new`} tone="primary" icon="plus" opensDialog>
          {workspacesText.make}
        </ButtonLink>
      }
    >
      <Card>
        <QueryView query={listed(workspaces)} {...view}>
          {(items) => <Workspaces items={items} home={home} />}
        </QueryView>
        <LoadMore list={workspaces} failed={workspacesText.moreFailed} />
      </Card>
      <Dialogs home={home} />
    </Page>
  );
}

function Dialogs({ home }: { home: AddressOf<"workspaces"> }) {
  return (
    <>
      <At address="/organizations/:organization/workspaces/new">
        <NewWorkspaceDialog home={home} />
      </At>
      <At address="/organizations/:organization/workspaces/wksp_:workspace/rename">
        {({ workspace }) => <Found id={`wksp_${workspace}`} dialog={RenameWorkspaceDialog} home={home} />}
      </At>
      <At address="/organizations/:organization/workspaces/wksp_:workspace/delete">
        {({ workspace }) => <Found id={`wksp_${workspace}`} dialog={DeleteWorkspaceDialog} home={home} />}
      </At>
    </>
  );
}

type WorkspaceDialog = (props: { workspace: Workspace; home: AddressOf<"workspaces"> }) => ReactNode;

function Found({ id, dialog: Dialog, home }: { id: string; dialog: WorkspaceDialog; home: AddressOf<"workspaces"> }) {
  const { workspace } = useWorkspace(id);
  return workspace ? <Dialog workspace={workspace} home={home} /> : null;
}

function Workspaces({ items, home }: { items: Workspace[]; home: AddressOf<"workspaces"> }) {
  if (items.length === 0) {
    return (
      <Empty icon="building" heading="h2" title={workspacesText.noneTitle}>
        {workspacesText.noneText}
      </Empty>
    );
  }
  const columns = [
    workspacesText.name,
    workspacesText.members,
    workspacesText.created,
    <span key="actions" className="m-sr">
      {workspacesText.actions}
    </span>,
  ];
  return (
    <Table caption={workspacesText.caption} columns={columns}>
      {items.map((workspace) => (
        <WorkspaceRow key={workspace.id} workspace={workspace} home={home} />
      ))}
    </Table>
  );
}

function WorkspaceRow({
  workspace: { id, name, members, createdAt },
  home,
}: {
  workspace: Workspace;
  home: AddressOf<"workspaces">;
}) {
  const here = workspaceAddress(home, id);
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <Link href={here}>
          <bdi>{name}</bdi>
        </Link>
      </th>
      <Cell label={workspacesText.members}>{plural(members, workspacesText.counted)}</Cell>
      <Cell label={workspacesText.created}>
        <Ago at={createdAt} />
      </Cell>
      <td role="cell" className="m-cell-actions is-corner">
        <ActionMenu
          className="m-btn m-btn-ghost m-btn-sm m-btn-icon"
          id={`workspace-${id}`}
          label={partsText.actionsFor(name)}
          entries={[
            { icon: "pencil", label: workspacesText.rename, href: `${here}/rename` },
            { icon: "trash", label: workspacesText.delete, danger: true, href: `${here}/delete` },
          ]}
        >
          <Icon name="more" />
        </ActionMenu>
      </td>
    </tr>
  );
}
