import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { partsText } from "../parts/strings.ts";
import { removeText } from "./strings.ts";

/** For an address that names an authenticator which is not there. */
export function GoneDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title={removeText.goneTitle}
      lead={removeText.goneText}
      size="sm"
      onClose={onClose}
      returnFocusTo={["second-factors"]}
      foot={<Button onClick={onClose}>{partsText.close}</Button>}
    />
  );
}
