import type { AddressOf } from "../../../server/src/addresses.ts";
import { Link } from "../parts/link.tsx";
import { At } from "../parts/at.tsx";
import type { Workspace, WorkspaceMember } from "../app/api-types.ts";
import { useDeployment } from "../app/deployment.tsx";
import { LoadMore } from "../app/load-more.tsx";
import { listed, QueryView } from "../app/query-view.tsx";
import { appText } from "../app/strings.ts";
import { explainInServersWords, wasCancelled } from "../app/trouble.ts";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Ago } from "../parts/clock.tsx";
import { Empty } from "../parts/empty.tsx";
import { Page } from "../parts/page.tsx";
import { Cell, CellSub, Table } from "../parts/table.tsx";
import { useToast } from "../parts/toast.tsx";
import { AddMembersDialog } from "./add-dialog.tsx";
import { workspaceAddress } from "./address.ts";
import { workspaceText } from "./strings.ts";
import { usePutIn, useTakeOut, useWorkspaceMembers } from "./use-workspaces.ts";
import "./workspaces.css";

/** One workspace: who is in it. */
export function WorkspaceView({ workspace, home }: { workspace: Workspace; home: AddressOf<"workspaces"> }) {
  const { productName } = useDeployment();
  const here = workspaceAddress(home, workspace.id);
  return (
    <Page
      title={workspace.name}
      lead={workspaceText.lead}
      tab={appText.tab(workspace.name, productName)}
      wide
      actions={
        <ButtonLink id="add-members" href={`${here}/add`} tone="primary" icon="plus" opensDialog>
          {workspaceText.add}
        </ButtonLink>
      }
    >
      <Link className="m-back" href={home}>
        {workspaceText.back}
      </Link>
      <Card>
        <People workspace={workspace} />
      </Card>
      <At address="/organizations/:organization/workspaces/wksp_:workspace/add">
        <AddMembersDialog workspace={workspace} home={here} />
      </At>
    </Page>
  );
}

function People({ workspace }: { workspace: Workspace }) {
  const people = useWorkspaceMembers(workspace.id);
  return (
    <QueryView query={listed(people)} loading={workspaceText.loading} failed={workspaceText.loadFailed} heading="h2">
      {(items) =>
        items.length === 0 ? (
          <Empty icon="users" heading="h2" title={workspaceText.noneTitle}>
            {workspaceText.noneText}
          </Empty>
        ) : (
          <>
            <PeopleTable items={items} workspace={workspace} />
            <LoadMore list={people} failed={workspaceText.moreFailed} />
          </>
        )
      }
    </QueryView>
  );
}

function PeopleTable({ items, workspace }: { items: WorkspaceMember[]; workspace: Workspace }) {
  const columns = [
    workspaceText.member,
    workspaceText.added,
    <span key="actions" className="m-sr">
      {workspaceText.actions}
    </span>,
  ];
  return (
    <Table caption={workspaceText.caption} columns={columns}>
      {items.map((person) => (
        <tr role="row" key={person.id}>
          <th role="rowheader" scope="row">
            <bdi>{person.name}</bdi>
            <CellSub>
              <span className="m-ltr">{person.email}</span>
            </CellSub>
          </th>
          <Cell label={workspaceText.added}>
            <Ago at={person.addedAt} />
          </Cell>
          <td role="cell" className="m-cell-actions">
            <TakeOut person={person} workspaceId={workspace.id} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** Can be put back as it was, so nothing is asked first. */
function TakeOut({ person: { id, name }, workspaceId }: { person: WorkspaceMember; workspaceId: string }) {
  const toast = useToast();
  const fail = (title: string) => (error: Error) => {
    if (!wasCancelled(error)) toast({ tone: "failed", title, text: explainInServersWords(error) });
  };
  const putBack = usePutIn(workspaceId, () => undefined, fail(workspaceText.putBackFailed(name)));
  const done = () => {
    document.getElementById("add-members")?.focus();
    toast({
      title: workspaceText.takenOut(name),
      action: { label: workspaceText.putBack, run: () => putBack.mutate(id) },
    });
  };
  const takeOut = useTakeOut(workspaceId, done, fail(workspaceText.takeOutFailed(name)));
  return (
    <Button
      size="sm"
      aria-label={takeOut.isPending ? undefined : workspaceText.takeOutNamed(name)}
      busy={takeOut.isPending && workspaceText.takingOut}
      onClick={() => takeOut.mutate(id)}
    >
      {workspaceText.takeOut}
    </Button>
  );
}
