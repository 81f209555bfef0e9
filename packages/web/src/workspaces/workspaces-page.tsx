import type { ReactNode } from "react";
import { Link, Route, useLocation } from "wouter";
import type { Workspace } from "../app/api-types.ts";
import { useDeployment } from "../app/deployment.tsx";
import { NotHere, useOrganization } from "../app/organization-gate.tsx";
import { appText } from "../app/strings.ts";
import { requestIdOf } from "../app/trouble.ts";
import { ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Ago } from "../parts/clock.tsx";
import { Empty } from "../parts/empty.tsx";
import { plural } from "../parts/format.ts";
import { Icon } from "../parts/icon.tsx";
import { LoadError } from "../parts/load-error.tsx";
import { ActionMenu } from "../parts/menu.tsx";
import { Page } from "../parts/page.tsx";
import { Loading, SkeletonRows } from "../parts/skeleton.tsx";
import { partsText } from "../parts/strings.ts";
import { Cell, Table } from "../parts/table.tsx";
import { DeleteWorkspaceDialog } from "./delete-dialog.tsx";
import { NewWorkspaceDialog, RenameWorkspaceDialog } from "./name-dialog.tsx";
import { workspacesText } from "./strings.ts";
import { useWorkspaces } from "./use-workspaces.ts";
import { WorkspaceView } from "./workspace-view.tsx";

/** The workspaces of an organization, or the one its address names. */
export function WorkspacesPage() {
  const { id } = useOrganization();
  const home = `/organizations/${id}/workspaces`;
  const [location] = useLocation();
  const [named, act] = location.slice(home.length + 1).split("/");
  const opened = named !== undefined && named.startsWith("wksp_") && (act === undefined || act === "add");
  return opened ? <Opened id={named} home={home} /> : <WorkspaceList home={home} />;
}

function Opened({ id, home }: { id: string; home: string }) {
  const workspaces = useWorkspaces();
  const { data, error } = workspaces;
  const workspace = data?.items.find((each) => each.id === id);
  if (workspace !== undefined) return <WorkspaceView workspace={workspace} home={home} />;
  if (data !== undefined) return <NotHere />;
  return error === null ? <WorkspacesLoading /> : <WorkspacesFailed workspaces={workspaces} />;
}

function WorkspacesLoading() {
  return (
    <Loading label={workspacesText.loading}>
      <SkeletonRows rows={3} />
    </Loading>
  );
}

function WorkspacesFailed({ workspaces: { error, refetch } }: { workspaces: ReturnType<typeof useWorkspaces> }) {
  return (
    <LoadError
      heading="h2"
      title={workspacesText.loadFailed}
      requestId={requestIdOf(error)}
      onRetry={() => void refetch()}
    />
  );
}

function WorkspaceList({ home }: { home: string }) {
  const { productName } = useDeployment();
  const { name } = useOrganization();
  const workspaces = useWorkspaces();
  const { data, error } = workspaces;
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
        {data !== undefined && <Workspaces items={data.items} home={home} />}
        {data === undefined && error === null && <WorkspacesLoading />}
        {data === undefined && error !== null && <WorkspacesFailed workspaces={workspaces} />}
        {data !== undefined && data.nextCursor !== null && <p className="m-card-foot">{workspacesText.more}</p>}
      </Card>
      <Dialogs items={data?.items ?? []} home={home} />
    </Page>
  );
}

function Dialogs({ items, home }: { items: Workspace[]; home: string }) {
  const of = (id: string) => items.find((each) => each.id === id);
  return (
    <>
      <Route path={`${home}/new`}>
        <NewWorkspaceDialog home={home} />
      </Route>
      <Route path={`${home}/:id/rename`}>
        {({ id }) => <Found workspace={of(id)} dialog={RenameWorkspaceDialog} home={home} />}
      </Route>
      <Route path={`${home}/:id/delete`}>
        {({ id }) => <Found workspace={of(id)} dialog={DeleteWorkspaceDialog} home={home} />}
      </Route>
    </>
  );
}

type WorkspaceDialog = (props: { workspace: Workspace; home: string }) => ReactNode;

function Found({
  workspace,
  dialog: Dialog,
  home,
}: {
  workspace: Workspace | undefined;
  dialog: WorkspaceDialog;
  home: string;
}) {
  return workspace === undefined ? null : <Dialog workspace={workspace} home={home} />;
}

function Workspaces({ items, home }: { items: Workspace[]; home: string }) {
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

function WorkspaceRow({ workspace: { id, name, members, createdAt }, home }: { workspace: Workspace; home: string }) {
  const here = `${home}/${id}`;
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
