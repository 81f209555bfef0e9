import { useId } from "react";
import type { Workspace } from "../app/api-types.ts";
import { Button } from "../parts/button.tsx";
import { Select } from "../parts/select.tsx";
import { FieldNote, TextField } from "../parts/text-field.tsx";
import { roleText } from "../members/strings.ts";
import { rulesText } from "./rules-strings.ts";
import { wrongIn, type EditedRule } from "./use-rules-editing.ts";

interface RuleFieldsProps {
  rule: EditedRule;
  place: number;
  count: number;
  workspaces: Workspace[];
  /** It was to be sent: what is missing is marked. */
  isChecked: boolean;
  onChange: (rule: EditedRule) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

const roles = ["admin", "auditor", "member"] as const;

export function RuleFields(props: RuleFieldsProps) {
  const { rule, place, count, workspaces, isChecked, onChange, onMove, onRemove } = props;
  const nth = place + 1;
  const wrong = isChecked ? wrongIn(rule) : undefined;
  return (
    <fieldset className="m-rule">
      <legend>{rulesText.nth(nth)}</legend>
      <TextField
        label={rulesText.attribute}
        mono
        autoComplete="off"
        maxLength={256}
        value={rule.attribute}
        error={wrong === "attribute" ? rulesText.attributeMissing : undefined}
        onChange={(attribute) => onChange({ ...rule, attribute })}
      />
      <TextField
        label={rulesText.equals}
        mono
        autoComplete="off"
        maxLength={256}
        value={rule.equals}
        error={wrong === "equals" ? rulesText.equalsMissing : undefined}
        onChange={(equals) => onChange({ ...rule, equals })}
      />
      <div className="m-cluster">
        <Effects rule={rule} workspaces={workspaces} isWrong={wrong === "effect"} onChange={onChange} />
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

interface EffectsProps extends Pick<RuleFieldsProps, "rule" | "workspaces" | "onChange"> {
  isWrong: boolean;
}

function Effects({ rule, workspaces, isWrong, onChange }: EffectsProps) {
  const id = useId();
  const { role: _role, ...withoutRole } = rule;
  const { workspace: _workspace, ...withoutWorkspace } = rule;
  const named = rule.workspace;
  const isKnown = named === undefined || workspaces.some(({ id }) => id === named);
  return (
    <>
      <span className="m-field-label" aria-hidden="true">
        {rulesText.role}
      </span>
      <Select
        label={rulesText.role}
        {...(isWrong && { wrong: `${id}-note` })}
        value={rule.role ?? "keep"}
        options={[
          { value: "keep", label: rulesText.keepRole },
          ...roles.map((value) => ({ value, label: roleText[value] })),
        ]}
        onChange={(role) => onChange(role === "keep" ? withoutRole : { ...rule, role })}
      />
      {(workspaces.length > 0 || named !== undefined) && (
        <span className="m-field-label" aria-hidden="true">
          {rulesText.workspace}
        </span>
      )}
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
      {isWrong && <FieldNote id={`${id}-note`} error={rulesText.effectMissing} />}
    </>
  );
}
