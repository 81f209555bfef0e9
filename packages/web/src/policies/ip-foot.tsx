import { Button } from "../parts/button.tsx";
import { plural } from "../parts/format.ts";
import { Icon } from "../parts/icon.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { isListChanged, isLockedOut } from "./draft.ts";
import { useEditor } from "./editor.ts";
import { ipText } from "./strings.ts";

/** Whether the list lets in whoever is changing it, and whom it keeps out. */
export function IpFoot() {
  const { draft, loaded, preview, set } = useEditor();
  const list = draft.whole.ipAllowlist;
  if (preview === undefined || list === null) return null;
  const { yourAddress } = preview;
  const ip = (
    <span className="m-mono m-ltr" key="ip">
      {yourAddress}
    </span>
  );
  const outside = isLockedOut(draft, yourAddress);
  if (!outside || !isListChanged(loaded.saved, draft)) {
    const keptOut = preview.lockedOut.filter(({ reason }) => reason === "ip-allowlist").length;
    return (
      <p className={outside ? "m-card-foot m-ip-pass" : "m-card-foot m-ip-ok"} role="status">
        <Icon name={outside ? "alert" : "check-circle"} />
        <span>
          <Sentence text={outside ? ipText.passed : ipText.included} slots={{ ip }} />{" "}
          {keptOut > 0 && plural(keptOut, ipText.outside)}
        </span>
      </p>
    );
  }
  const mine = { cidr: yourAddress, label: ipText.myNote };
  const filled = ({ cidr }: { cidr: string }) => cidr.trim() !== "";
  const add = () =>
    set("ipAllowlist", {
      ...list,
      ...(list.adminEntries
        ? { adminEntries: [...list.adminEntries.filter(filled), mine] }
        : { entries: [...list.entries.filter(filled), mine] }),
    });
  return (
    <div className="m-banner m-banner-danger m-banner-flat" role="alert">
      <Icon name="ban" size={20} />
      <div>
        <p className="m-banner-title">{ipText.lockoutTitle}</p>
        <p>
          <Sentence text={ipText.lockoutText} slots={{ ip }} />
        </p>
      </div>
      <div className="m-banner-actions">
        <Button size="sm" onClick={add}>
          {ipText.addMine}
        </Button>
      </div>
    </div>
  );
}
