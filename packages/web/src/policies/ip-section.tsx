import type { WholePolicies } from "../app/api-types.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { Card } from "../parts/card.tsx";
import { Section } from "../parts/page.tsx";
import { Setting } from "../parts/setting.tsx";
import { Switch } from "../parts/switch.tsx";
import type { Entry } from "./draft.ts";
import { useEditor } from "./editor.ts";
import { IpFoot } from "./ip-foot.tsx";
import { IpList } from "./ip-list.tsx";
import "./ip.css";
import { PlanNote } from "./plan-note.tsx";
import { Hint } from "./set-by.tsx";
import { ipText } from "./strings.ts";

const none = { enabled: false, entries: [], adminEntries: null };
const newEntry = { cidr: "", label: "" };

/** From which networks people may act in the organization. */
export function IpSection() {
  const { draft, set } = useEditor();
  const { allows } = useOrganization();
  const list = draft.whole.ipAllowlist ?? none;
  // Outside the plan a list that is on can still be turned off.
  const locked = !allows.ipAllowlist && !list.enabled;
  const toggle = (enabled: boolean) => set("ipAllowlist", enabled ? switchedOn(list) : switchedOff(list));
  return (
    <Section title={ipText.title} headingId="ip-allowlist" lead={ipText.lead}>
      <Card>
        <Setting
          title={ipText.limit}
          hint={
            <>
              <Hint policy="ipAllowlist" words={ipText.limitHint} />
              {!allows.ipAllowlist && (
                <>
                  {" "}
                  <PlanNote />
                </>
              )}
            </>
          }
          control={<Switch label={ipText.limit} checked={list.enabled} disabled={locked} onChange={toggle} />}
        />
        {list.enabled && <Lists />}
        {list.enabled && <IpFoot />}
      </Card>
    </Section>
  );
}

type List = NonNullable<WholePolicies["ipAllowlist"]>;

function switchedOn(list: List): List {
  return { ...list, enabled: true, entries: list.entries.length === 0 ? [newEntry] : list.entries };
}

/** Rows that were never filled in would stand in the way of saving, and nobody sees them any more. */
function switchedOff({ entries, adminEntries }: List): List {
  const filled = ({ cidr }: Entry) => cidr.trim() !== "";
  const admins = adminEntries?.filter(filled) ?? [];
  return { enabled: false, entries: entries.filter(filled), adminEntries: admins.length > 0 ? admins : null };
}

function Lists() {
  const { draft, set } = useEditor();
  const list = draft.whole.ipAllowlist ?? none;
  const adminEntries = list.adminEntries ?? null;
  return (
    <>
      <IpList
        label={ipText.list}
        add={ipText.add}
        fieldLabel={ipText.address}
        entries={list.entries}
        onEntries={(entries) => set("ipAllowlist", { ...list, entries })}
      />
      <Setting
        title={ipText.admins}
        hint={ipText.adminsHint}
        control={
          <Switch
            label={ipText.admins}
            checked={adminEntries !== null}
            onChange={(own) => set("ipAllowlist", { ...list, adminEntries: own ? [newEntry] : null })}
          />
        }
      />
      {adminEntries !== null && (
        <IpList
          label={ipText.adminList}
          add={ipText.addAdmin}
          fieldLabel={ipText.adminAddress}
          entries={adminEntries}
          onEntries={(entries) => set("ipAllowlist", { ...list, adminEntries: entries })}
        />
      )}
    </>
  );
}
