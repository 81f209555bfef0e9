import { useState } from "react";
import type { RoleRule, SsoConnection, Workspace } from "../app/api-types.ts";
import { Refused } from "../app/refused.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { SaveBar } from "../parts/save-bar.tsx";
import { useToast } from "../parts/toast.tsx";
import { RulesPreview } from "./rules-preview.tsx";
import { rulesText } from "./rules-strings.ts";
import { usePreviewRules, useSaveRules } from "./use-rules-and-links.ts";
import type { useRulesEditing } from "./use-rules-editing.ts";

interface RulesEndingProps {
  connection: SsoConnection;
  editing: ReturnType<typeof useRulesEditing>;
  workspaces: Workspace[];
  onIncomplete: () => void;
}

const makesAdmins = (rules: RoleRule[]): boolean => rules.some(({ role }) => role === "admin");

/** What the rules would do, and the way to have them saved. */
export function RulesEnding({ connection, editing, workspaces, onIncomplete }: RulesEndingProps) {
  const { whole, isChanged } = editing;
  const toast = useToast();
  const preview = usePreviewRules(connection.id);
  const save = useSaveRules(connection.id, (_, rules) => {
    editing.settle(rules);
    toast({ title: rulesText.saved });
  });
  const [isHeldBack, setHeldBack] = useState(false);
  const isSeen = preview.data !== undefined && isSame(preview.variables, whole);
  const look = (isBeforeSaving: boolean) => {
    setHeldBack(isBeforeSaving);
    if (whole === null) onIncomplete();
    else preview.mutate(whole);
  };
  const keep = () => {
    // Nobody is made an admin by a rule that was not looked at.
    if (whole === null || (makesAdmins(whole) && !isSeen)) look(true);
    else save.mutate(whole);
  };
  return (
    <>
      <div className="m-stack m-after">
        <Refused error={preview.error ?? save.error} />
        {isHeldBack && isSeen && (
          <Banner tone="warning" compact alert>
            {rulesText.lookFirst}
          </Banner>
        )}
        <div>
          <Button busy={preview.isPending && rulesText.previewing} onClick={() => look(false)}>
            {rulesText.preview}
          </Button>
        </div>
      </div>
      {isSeen && <RulesPreview preview={preview.data} workspaces={workspaces} />}
      {isChanged && (
        <SaveBar label={rulesText.unsaved} title={rulesText.unsaved} about="" blocked={undefined}>
          <Button tone="ghost" onClick={editing.discard}>
            {rulesText.discard}
          </Button>
          <Button tone="primary" busy={save.isPending && rulesText.saving} onClick={keep}>
            {rulesText.save}
          </Button>
        </SaveBar>
      )}
    </>
  );
}

const isSame = (one: RoleRule[] | undefined, other: RoleRule[] | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
