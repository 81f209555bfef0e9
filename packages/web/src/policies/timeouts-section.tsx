import { useState } from "react";
import type { SessionPolicy } from "../app/api-types.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { plural, secondsWords } from "../parts/format.ts";
import { Section } from "../parts/page.tsx";
import { Select } from "../parts/select.tsx";
import { Cell, CellSub, Table } from "../parts/table.tsx";
import { AddRuleDialog } from "./add-rule-dialog.tsx";
import { absoluteSeconds, idleSeconds, noLimitSeconds, withCurrent } from "./choices.ts";
import { useEditor } from "./editor.ts";
import { PlanNote } from "./plan-note.tsx";
import { timeoutText } from "./strings.ts";
import "./timeouts.css";

const noLimit: SessionPolicy = { idleSeconds: noLimitSeconds, absoluteSeconds: noLimitSeconds };

/** When sessions end: for the whole organization, and sooner in some workspaces. */
export function TimeoutsSection() {
  const { draft, loaded, set, setWorkspace } = useEditor();
  const { allows } = useOrganization();
  const [adding, setAdding] = useState(false);
  const ruled = loaded.workspaces.filter(({ id }) => draft.workspaces[id] !== undefined);
  return (
    <Section
      title={timeoutText.title}
      headingId="timeouts"
      lead={timeoutText.lead}
      action={<AddRule onAdd={() => setAdding(true)} />}
    >
      <Card>
        <Table
          caption={timeoutText.caption}
          className="m-timeouts"
          columns={[
            timeoutText.workspace,
            timeoutText.idle,
            timeoutText.absolute,
            <span key="actions" className="m-sr">
              {timeoutText.actions}
            </span>,
          ]}
        >
          <LimitRow
            name={timeoutText.all}
            sub={timeoutText.allHint}
            limits={draft.whole.session ?? noLimit}
            onChange={(limits) => set("session", isNone(limits) ? null : limits)}
          />
          {ruled.map(({ id, name, members }) => (
            <LimitRow
              key={id}
              name={name}
              sub={plural(members, timeoutText.people)}
              limits={draft.workspaces[id] ?? noLimit}
              disabled={!allows.workspaceSessionLimits}
              onChange={(limits) => setWorkspace(id, limits)}
              onRemove={() => {
                setWorkspace(id, null);
                document.getElementById("timeouts")?.focus();
              }}
            />
          ))}
        </Table>
      </Card>
      {adding && <AddRuleDialog onClose={() => setAdding(false)} />}
    </Section>
  );
}

function AddRule({ onAdd }: { onAdd: () => void }) {
  const { allows } = useOrganization();
  if (allows.workspaceSessionLimits) {
    return (
      <Button id="add-rule" size="sm" icon="plus" onClick={onAdd}>
        {timeoutText.add}
      </Button>
    );
  }
  return <PlanNote what={timeoutText.needsPlan} />;
}

function isNone(limits: SessionPolicy): boolean {
  return limits.idleSeconds >= noLimitSeconds && limits.absoluteSeconds >= noLimitSeconds;
}

interface LimitRowProps {
  name: string;
  sub: string;
  limits: SessionPolicy;
  disabled?: boolean;
  onChange: (limits: SessionPolicy) => void;
  onRemove?: () => void;
}

function LimitRow({ name, sub, limits, disabled = false, onChange, onRemove }: LimitRowProps) {
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <bdi>{name}</bdi>
        <CellSub>{sub}</CellSub>
      </th>
      <Cell label={timeoutText.idleShort}>
        <SecondsSelect
          label={timeoutText.of(name, timeoutText.idle)}
          usual={idleSeconds}
          value={limits.idleSeconds}
          disabled={disabled}
          onChange={(seconds) => onChange({ ...limits, idleSeconds: seconds })}
        />
      </Cell>
      <Cell label={timeoutText.absoluteShort}>
        <SecondsSelect
          label={timeoutText.of(name, timeoutText.absolute)}
          usual={absoluteSeconds}
          value={limits.absoluteSeconds}
          disabled={disabled}
          onChange={(seconds) => onChange({ ...limits, absoluteSeconds: seconds })}
        />
      </Cell>
      <td role="cell" className={onRemove === undefined ? "m-cell-actions is-blank" : "m-cell-actions is-corner"}>
        {onRemove !== undefined && (
          <Button tone="ghost" size="sm" icon="trash" aria-label={timeoutText.remove(name)} onClick={onRemove} />
        )}
      </td>
    </tr>
  );
}

interface SecondsSelectProps {
  label: string;
  usual: number[];
  value: number;
  disabled: boolean;
  onChange: (seconds: number) => void;
}

export function SecondsSelect({ label, usual, value, disabled, onChange }: SecondsSelectProps) {
  const shown = value >= noLimitSeconds ? undefined : value;
  return (
    <Select
      label={label}
      value={String(value)}
      disabled={disabled}
      options={[
        ...withCurrent(usual, shown).map((seconds) => ({ value: String(seconds), label: secondsWords(seconds) })),
        { value: String(noLimitSeconds), label: timeoutText.noLimit },
      ]}
      onChange={(seconds) => onChange(Number(seconds))}
    />
  );
}
