import type { AddressOf } from "../../../server/src/addresses.ts";
import { Button, ButtonLink } from "../parts/button.tsx";
import { list, plural } from "../parts/format.ts";
import { SaveBar } from "../parts/save-bar.tsx";
import { titlesOf, workspaceName } from "./change-list.tsx";
import { countChanges, type Trouble } from "./draft.ts";
import { useEditor } from "./editor.ts";
import { useReviewAhead } from "./fetched-review.tsx";
import { saveText } from "./review-strings.ts";

interface PoliciesSaveBarProps {
  home: AddressOf<"policies">;
  troubles: Trouble[];
  onDiscard: () => void;
}

/** What is unsaved, by name, or what has to be put right first. */
export function PoliciesSaveBar({ home, troubles, onDiscard }: PoliciesSaveBarProps) {
  const { draft, loaded } = useEditor();
  useReviewAhead();
  const { saved } = loaded;
  const blocked = blockedWords(troubles);
  return (
    <SaveBar
      label={saveText.region}
      title={plural(countChanges(saved, draft), saveText.unsaved)}
      about={titlesOf({ saved, draft }, (id) => workspaceName(loaded, id)).join(", ")}
      blocked={blocked}
    >
      <Button tone="ghost" onClick={onDiscard}>
        {saveText.discard}
      </Button>
      {blocked === undefined ? (
        <ButtonLink id="review" tone="primary" href={`${home}/review`} opensDialog>
          {saveText.review}
        </ButtonLink>
      ) : (
        <Button tone="primary" disabled>
          {saveText.review}
        </Button>
      )}
    </SaveBar>
  );
}

function blockedWords(troubles: Trouble[]): string | undefined {
  if (troubles.length === 0) return undefined;
  const sections = [...new Set(troubles.map(({ section }) => saveText.sections[section]))];
  return plural(troubles.length, saveText.blocked).replace("{section}", list(sections));
}
