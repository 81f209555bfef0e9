import { useId, useState } from "react";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FieldFrame } from "../parts/text-field.tsx";
import { useEditor } from "./editor.ts";
import { timeoutText } from "./strings.ts";

const usual = { idleSeconds: 1800, absoluteSeconds: 43_200 };

/** Which workspace gets limits of its own; what they are is chosen in the table. */
export function AddRuleDialog({ onClose }: { onClose: () => void }) {
  const id = useId();
  const { draft, loaded, setWorkspace } = useEditor();
  const free = loaded.workspaces.filter((workspace) => draft.workspaces[workspace.id] === undefined);
  const [chosen, setChosen] = useState(free[0]?.id);
  const add = () => {
    if (chosen !== undefined) setWorkspace(chosen, usual);
    onClose();
  };
  return (
    <Dialog
      title={timeoutText.addTitle}
      lead={timeoutText.addLead}
      size="sm"
      onClose={onClose}
      onSubmit={add}
      returnFocusTo={["add-rule"]}
      foot={
        <>
          <Button onClick={onClose}>{timeoutText.cancel}</Button>
          {chosen !== undefined && (
            <Button tone="primary" type="submit">
              {timeoutText.addIt}
            </Button>
          )}
        </>
      }
    >
      {chosen === undefined ? (
        <p>{timeoutText.none}</p>
      ) : (
        <FieldFrame id={id} label={timeoutText.addFor}>
          <span className="m-select">
            <select id={id} data-autofocus value={chosen} onChange={(event) => setChosen(event.target.value)}>
              {free.map((workspace) => (
                <option key={workspace.id} value={workspace.id}>
                  {workspace.name}
                </option>
              ))}
            </select>
          </span>
        </FieldFrame>
      )}
    </Dialog>
  );
}
