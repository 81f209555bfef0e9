import { useState } from "react";
import { useOrganization } from "../app/organization-gate.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { policiesText } from "./strings.ts";

/** Says where a control is that the plan does not have it, and what to do about that. */
export function PlanNote({ what }: { what?: string }) {
  const { allows } = useOrganization();
  const [open, setOpen] = useState(false);
  return (
    <span className="m-small m-muted">
      {policiesText.notInPlan(allows.name, what)}{" "}
      <button type="button" className="m-link-btn" onClick={() => setOpen(true)}>
        {policiesText.why}
      </button>
      {open && (
        <Dialog
          title={policiesText.lockedTitle}
          lead={policiesText.lockedText(allows.name)}
          size="sm"
          onClose={() => setOpen(false)}
          foot={
            <Button data-autofocus onClick={() => setOpen(false)}>
              {policiesText.close}
            </Button>
          }
        />
      )}
    </span>
  );
}
