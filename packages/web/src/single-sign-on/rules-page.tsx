import { useState } from "react";
import type { RoleRule, SsoConnection, Workspace } from "../app/api-types.ts";
import { useMay } from "../app/organization-gate.tsx";
import { listed } from "../app/query-view.tsx";
import { Refused } from "../app/refused.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Page } from "../parts/page.tsx";
import { useToast } from "../parts/toast.tsx";
import { useWorkspaces } from "../workspaces/use-workspaces.ts";
import { Crumb } from "./crumb.tsx";
import { RuleFields, type EditedRule } from "./rule-fields.tsx";
import { RulesPreview } from "./rules-preview.tsx";
import { rulesText } from "./rules-strings.ts";
import { usePreviewRules, useSaveRules } from "./use-rules-and-links.ts";
import "./stack.css";

let keys = 0;

const edited = (rule: RoleRule): EditedRule => ({ ...rule, key: (keys += 1) });

/** Who gets which role and workspace by what the provider says of them. */
export function RulesPage({ connection }: { connection: SsoConnection }) {
  const may = useMay("manage-sso");
  const workspaces = listed(useWorkspaces()).data ?? [];
  const editing = useEditing(connection);
  return (
    <Page title={rulesText.title} lead={rulesText.lead} tab={rulesText.title} before={<Crumb />}>
      <div className="m-card m-card-pad m-stack">
        {editing.rules.length === 0 && <p className="m-muted">{rulesText.none}</p>}
        <fieldset className="m-rules" disabled={!may}>
          <legend className="m-sr">{rulesText.caption}</legend>
          {editing.rules.map((rule, place) => (
            <RuleFields
              key={rule.key}
              rule={rule}
              place={place}
              count={editing.rules.length}
              workspaces={workspaces}
              onChange={(change) => editing.change(place, change)}
              onMove={(by) => editing.move(place, by)}
              onRemove={() => editing.remove(place)}
            />
          ))}
        </fieldset>
        {may && (
          <div>
            <Button size="sm" icon="plus" onClick={editing.add}>
              {rulesText.add}
            </Button>
          </div>
        )}
      </div>
      {may && <Ending connection={connection} rules={editing.whole} workspaces={workspaces} />}
    </Page>
  );
}

function useEditing(connection: SsoConnection) {
  const [rules, setRules] = useState(() => connection.roleRules.map(edited));
  const isWhole = rules.every((rule) => rule.attribute.trim() !== "" && rule.equals.trim() !== "" && hasEffect(rule));
  return {
    rules,
    /** As they are sent; null while one of them is not whole. */
    whole: isWhole ? rules.map(toRule) : null,
    add: () => setRules([...rules, edited({ attribute: "groups", equals: "", role: "member" })]),
    remove: (place: number) => setRules(rules.filter((_, at) => at !== place)),
    change: (place: number, changed: EditedRule) => setRules(rules.with(place, changed)),
    move: (place: number, by: 1 | -1) => {
      const moved = rules[place];
      if (moved !== undefined) setRules(rules.toSpliced(place, 1).toSpliced(place + by, 0, moved));
    },
  };
}

// Its key is of this page alone.
function toRule({ attribute, equals, role, workspace }: EditedRule): RoleRule {
  return { attribute, equals, ...(role !== undefined && { role }), ...(workspace !== undefined && { workspace }) };
}

const hasEffect = ({ role, workspace }: RoleRule): boolean => role !== undefined || workspace !== undefined;

interface EndingProps {
  connection: SsoConnection;
  rules: RoleRule[] | null;
  workspaces: Workspace[];
}

function Ending({ connection, rules, workspaces }: EndingProps) {
  const toast = useToast();
  const preview = usePreviewRules(connection.id);
  const save = useSaveRules(connection.id, () => toast({ title: rulesText.saved }));
  const [isIncomplete, setIncomplete] = useState(false);
  const withRules = (then: (whole: RoleRule[]) => void) => {
    setIncomplete(rules === null);
    if (rules !== null) then(rules);
  };
  return (
    <>
      <div className="m-stack m-after">
        {isIncomplete && rules === null && (
          <Banner tone="warning" compact alert>
            {rulesText.incomplete}
          </Banner>
        )}
        <Refused error={preview.error ?? save.error} />
        <div className="m-cluster">
          <Button busy={preview.isPending && rulesText.previewing} onClick={() => withRules(preview.mutate)}>
            {rulesText.preview}
          </Button>
          <Button tone="primary" busy={save.isPending && rulesText.saving} onClick={() => withRules(save.mutate)}>
            {rulesText.save}
          </Button>
        </div>
      </div>
      {preview.data !== undefined && <RulesPreview preview={preview.data} workspaces={workspaces} />}
    </>
  );
}
