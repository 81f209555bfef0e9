import { useState } from "react";
import type { SsoConnection } from "../app/api-types.ts";
import { LeaveGuard } from "../app/leave-guard.tsx";
import { useMay } from "../app/organization-gate.tsx";
import { listed } from "../app/query-view.tsx";
import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { Page } from "../parts/page.tsx";
import { useWorkspaces } from "../workspaces/use-workspaces.ts";
import { connectionAddress } from "./address.ts";
import { Crumb } from "./crumb.tsx";
import { RuleFields } from "./rule-fields.tsx";
import { RulesEnding } from "./rules-ending.tsx";
import { rulesText } from "./rules-strings.ts";
import { useHome } from "./use-connections.ts";
import { useRulesEditing } from "./use-rules-editing.ts";
import "./rules.css";
import "./stack.css";

/** Who gets which role and workspace by what the provider says of them. */
export function RulesPage({ connection }: { connection: SsoConnection }) {
  const may = useMay("manage-sso");
  const home = useHome();
  const workspaces = listed(useWorkspaces()).data ?? [];
  const editing = useRulesEditing(connection);
  const [refusal, setRefusal] = useState<object | null>(null);
  const add = () => {
    // What was just added is not wrong yet.
    setRefusal(null);
    editing.add();
  };
  return (
    <Page title={rulesText.title} lead={rulesText.lead} tab={rulesText.title} before={<Crumb />}>
      <Form refusal={refusal} onSubmit={() => undefined}>
        <div className="m-card m-card-pad m-stack">
          {editing.rules.length > 0 && (
            <fieldset className="m-rules" disabled={!may}>
              <legend className="m-sr">{rulesText.caption}</legend>
              {editing.rules.map((rule, place) => (
                <RuleFields
                  key={rule.key}
                  rule={rule}
                  place={place}
                  count={editing.rules.length}
                  workspaces={workspaces}
                  isChecked={refusal !== null}
                  onChange={(change) => editing.change(place, change)}
                  onMove={(by) => editing.move(place, by)}
                  onRemove={() => editing.remove(place)}
                />
              ))}
            </fieldset>
          )}
          <p className="m-rule-last">
            <span className="m-strong">{rulesText.anyone}</span>{" "}
            {editing.givesRoles ? rulesText.anyoneBecomes : rulesText.anyoneNew}
          </p>
          {may && (
            <div>
              <Button size="sm" icon="plus" onClick={add}>
                {rulesText.add}
              </Button>
            </div>
          )}
        </div>
      </Form>
      {may && <RulesEnding {...{ connection, editing, workspaces }} onIncomplete={() => setRefusal({})} />}
      {editing.isChanged && (
        <LeaveGuard
          home={`${connectionAddress(home, connection)}/rules`}
          lead={rulesText.leaveLead}
          onLeave={editing.discard}
        />
      )}
    </Page>
  );
}
