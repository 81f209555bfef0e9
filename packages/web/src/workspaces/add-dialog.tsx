import { useState } from "react";
import type { MemberItem, Workspace } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { listed, QueryView } from "../app/query-view.tsx";
import { Refused } from "../app/refused.tsx";
import { everyMember, useMembers } from "../members/use-members.ts";
import { useAnnounce } from "../parts/announcer.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TextField } from "../parts/text-field.tsx";
import type { WorkspaceAddress } from "./address.ts";
import { addText } from "./strings.ts";
import { usePutIn } from "./use-workspaces.ts";
import "./workspaces.css";

const shownAtMost = 8;

/** People of the organization, to be put into a workspace one after another. */
export function AddMembersDialog({ workspace, home }: { workspace: Workspace; home: WorkspaceAddress }) {
  const close = useCloseTo(home);
  const [search, setSearch] = useState("");
  const [trouble, setTrouble] = useState<Error | null>(null);
  const members = useMembers({ ...everyMember, search });
  return (
    <Dialog
      title={addText.title(workspace.name)}
      lead={addText.lead}
      onClose={close}
      returnFocusTo={["add-members"]}
      foot={
        <Button tone="primary" onClick={close}>
          {addText.done}
        </Button>
      }
    >
      <Refused error={trouble} />
      <TextField
        label={addText.search}
        type="search"
        autoComplete="off"
        maxLength={100}
        data-autofocus
        value={search}
        onChange={setSearch}
      />
      <QueryView query={listed(members)} loading={addText.loading} failed={addText.loadFailed}>
        {(found) => <Candidates found={found} workspace={workspace.id} onTrouble={setTrouble} />}
      </QueryView>
    </Dialog>
  );
}

interface CandidatesProps {
  found: MemberItem[];
  workspace: string;
  onTrouble: (error: Error | null) => void;
}

function Candidates({ found, ...rest }: CandidatesProps) {
  if (found.length === 0) return <p className="m-muted">{addText.none}</p>;
  return (
    <>
      <ul className="m-candidates" aria-label={addText.found}>
        {found.slice(0, shownAtMost).map((member) => (
          <Candidate key={member.account.id} member={member} {...rest} />
        ))}
      </ul>
      {found.length > shownAtMost && <p className="m-small m-muted">{addText.more}</p>}
    </>
  );
}

interface CandidateProps {
  member: MemberItem;
  workspace: string;
  onTrouble: (error: Error | null) => void;
}

function Candidate({ member: { account, workspaces }, workspace, onTrouble }: CandidateProps) {
  const announce = useAnnounce();
  const putIn = usePutIn(workspace, () => announce(addText.addedThere(account.name)));
  const isIn = putIn.isSuccess || workspaces.some(({ id }) => id === workspace);
  const add = () => {
    onTrouble(null);
    putIn.mutate(account.id, { onError: onTrouble });
  };
  return (
    <li>
      <div>
        <p className="m-strong">
          <bdi>{account.name}</bdi>
        </p>
        <p className="m-small m-muted m-ltr">{account.email}</p>
      </div>
      {isIn ? (
        <span className="m-small m-muted">{addText.added}</span>
      ) : (
        <Button
          size="sm"
          aria-label={putIn.isPending ? undefined : addText.addNamed(account.name)}
          busy={putIn.isPending && addText.adding}
          onClick={add}
        >
          {addText.add}
        </Button>
      )}
    </li>
  );
}
