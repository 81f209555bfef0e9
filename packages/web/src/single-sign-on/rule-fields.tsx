import type { RoleRule, Workspace } from "../app/api-types.ts";
import { Button } from "../parts/button.tsx";
import { Select } from "../parts/select.tsx";
import { TextField } from "../parts/text-field.tsx";
import { roleText } from "../members/strings.ts";
import { rulesText } from "./rules-strings.ts";

/** A rule being edited, told from others while its order changes. */
export type EditedRule = RoleRule & { key: number };

interface RuleFieldsProps {
  rule: EditedRule;
  place: number;
  count: number;
  workspaces: Workspace[];
  onChange: (rule: EditedRule) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

const roles = ["admin", "auditor", "member"] as const;

export function RuleFields({ rule, place, count, workspaces, onChange, onMove, onRemove }: RuleFieldsProps) {
  const nth = place + 1;
  return (
    <fieldset className="m-rule">
      <legend>{rulesText.nth(nth)}</legend>
      <TextField
        label={rulesText.attribute}
        mono
        autoComplete="off"
        maxLength={256}
        value={rule.attribute}
        onChange={(attribute) => onChange({ ...rule, attribute })}
      />
      <TextField
        label={rulesText.equals}
        mono
        autoComplete="off"
        maxLength={256}
        value={rule.equals}
        onChange={(equals) => onChange({ ...rule, equals })}
      />
      <div className="m-cluster">
        <Effects rule={rule} workspaces={workspaces} onChange={onChange} />
        <Button
          tone="ghost"
          size="sm"
          icon="arrow-up"
          aria-label={rulesText.up(nth)}
          disabled={place === 0}
          onClick={() => onMove(-1)}
        />
        <Button
          tone="ghost"
          size="sm"
          icon="arrow-down"
          aria-label={rulesText.down(nth)}
          disabled={nth === count}
          onClick={() => onMove(1)}
        />
        <Button tone="ghost" size="sm" icon="trash" aria-label={rulesText.remove(nth)} onClick={onRemove} />
      </div>
    </fieldset>
  );
}

function Effects({ rule, workspaces, onChange }: Pick<RuleFieldsProps, "rule" | "workspaces" | "onChange">) {
  const { role: _role, ...withoutRole } = rule;
  const { workspace: _workspace, ...withoutWorkspace } = rule;
  const named = rule.workspace;
  const isKnown = named === undefined || workspaces.some(({ id }) => id === named);
  return (
    <>
      <Select
        label={rulesText.role}
        value={rule.role ?? "keep"}
        options={[
          { value: "keep", label: rulesText.keepRole },
          ...roles.map((value) => ({ value, label: roleText[value] })),
        ]}
        onChange={(role) => onChange(role === "keep" ? withoutRole : { ...rule, role })}
      />
      {(workspaces.length > 0 || named !== undefined) && (
        <Select
          label={rulesText.workspace}
          value={named ?? ""}
          options={[
            { value: "", label: rulesText.noWorkspace },
            ...workspaces.map(({ id, name }) => ({ value: id, label: name })),
            ...(isKnown ? [] : [{ value: named, label: named }]),
          ]}
          onChange={(workspace) => onChange(workspace === "" ? withoutWorkspace : { ...rule, workspace })}
        />
      )}
    </>
  );
}
