import { useEffect, useId, useState } from "react";
import { useDeployment } from "../app/deployment.tsx";
import { useHistoryLayer } from "../app/history-layer.ts";
import { Button } from "../parts/button.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import "../parts/field.css";
import { plural } from "../parts/format.ts";
import { download, type CodesSet } from "./codes-file.ts";
import "./codes.css";
import { LeaveDialog } from "./leave-dialog.tsx";
import { PrintSheet } from "./print-sheet.tsx";
import { codesText } from "./strings.ts";

interface CodesDialogProps {
  codes: string[];
  email: string;
  /** The account's first set, so no old codes were lost. */
  first: boolean;
  onDone: () => void;
  returnFocusTo: string[];
}

/** Shown once. Escape, the backdrop and Back ask first; only the ticked box opens the way out. */
export function CodesDialog({ codes, email, first, onDone, returnFocusTo }: CodesDialogProps) {
  const { productName } = useDeployment();
  const [made] = useState(() => new Date());
  const [saved, setSaved] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const ask = () => setLeaving(true);
  const layer = useHistoryLayer(ask);
  useUnloadWarning();
  const finish = () => void layer.leave().then(onDone);
  const set: CodesSet = { codes, product: productName, email, host: location.host, made };
  return (
    <>
      <Dialog
        title={codesText.title}
        lead={codesText.lead}
        closeButton={false}
        onClose={ask}
        returnFocusTo={returnFocusTo}
        foot={
          <>
            <label className="m-check m-lead">
              <input type="checkbox" checked={saved} onChange={(event) => setSaved(event.target.checked)} />
              <span className="m-check-text">{codesText.saved}</span>
            </label>
            <Button tone="primary" disabled={!saved} onClick={finish}>
              {codesText.done}
            </Button>
          </>
        }
      >
        <CodesList set={set} />
      </Dialog>
      {leaving && <LeaveDialog first={first} onBack={() => setLeaving(false)} onLeave={finish} />}
      <PrintSheet {...set} />
    </>
  );
}

function CodesList({ set }: { set: CodesSet }) {
  const listId = useId();
  return (
    <>
      <ol className="m-codes" id={listId} aria-label={codesText.listLabel}>
        {set.codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="m-code-tools">
        <CopyButton
          text={set.codes.join("\n")}
          thing={plural(set.codes.length, codesText.copyThing)}
          label={codesText.copy}
          fallbackId={listId}
        />
        <Button icon="download" onClick={() => download(set)}>
          {codesText.download}
        </Button>
        <Button icon="print" onClick={() => print()}>
          {codesText.print}
        </Button>
      </div>
      <p className="m-small m-muted">{codesText.advice}</p>
    </>
  );
}

/** Closing or reloading the tab asks too, in the browser's words. */
function useUnloadWarning(): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);
}
