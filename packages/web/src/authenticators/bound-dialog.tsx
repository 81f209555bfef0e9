import { useNavigate } from "../parts/navigation.ts";
import type { Authenticators } from "../app/api-types.ts";
import { Button } from "../parts/button.tsx";
import { Dialog, Subject } from "../parts/dialog.tsx";
import { plural } from "../parts/format.ts";
import { useEndOthers } from "../sessions/use-end-others.ts";
import { bindText } from "./strings.ts";

interface BoundDialogProps {
  name: string;
  codes: Authenticators["recoveryCodes"];
  onClose: () => void;
  returnFocusTo: string[];
}

/** After a further authenticator: the codes of before still hold, and here is how to renew them. */
export function BoundDialog({ name, codes, onClose, returnFocusTo }: BoundDialogProps) {
  const navigate = useNavigate();
  const endOthers = useEndOthers();
  const remaining = codes?.remaining ?? 0;
  return (
    <Dialog
      title={bindText.addedTitle(name)}
      lead={bindText.addedLead}
      icon={{ name: "check-circle", tone: "success" }}
      size="sm"
      closeButton={false}
      onClose={onClose}
      returnFocusTo={returnFocusTo}
      foot={
        <>
          <Button onClick={() => navigate("/security/recovery-codes", { replace: true, state: { dialog: true } })}>
            {bindText.getCodes}
          </Button>
          <Button tone="primary" data-autofocus onClick={onClose}>
            {bindText.done}
          </Button>
        </>
      }
    >
      <Subject icon="sheet" title={remaining > 0 ? plural(remaining, bindText.codesStillWork) : bindText.codesNone}>
        {remaining > 0 ? bindText.codesHint : bindText.codesNoneHint}
      </Subject>
      {endOthers !== undefined && (
        <p>
          {bindText.elsewhere}{" "}
          <button
            type="button"
            className="m-link-btn"
            onClick={() => {
              endOthers.run();
              onClose();
            }}
          >
            {endOthers.label}
          </button>
        </p>
      )}
    </Dialog>
  );
}
