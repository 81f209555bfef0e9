import { Change } from "../parts/changes.tsx";
import { list } from "../parts/format.ts";
import { changedNames, changedWorkspaces, isBreakGlassChanged, type Draft } from "./draft.ts";
import { useEditor } from "./editor.ts";
import { useOwners } from "./use-owners.ts";
import type { LoadedPolicies } from "./use-policies.ts";
import { reviewText, valueText } from "./review-strings.ts";
import { policyTitle } from "./strings.ts";
import { sessionWords, valueWords } from "./words.ts";

/** Each change, from what to what. */
export function ChangeList({ saved, draft }: { saved: Draft; draft: Draft }) {
  const { loaded } = useEditor();
  const limits = (of: Draft, id: string) => {
    const session = of.workspaces[id];
    return session === undefined ? valueText.notSet : sessionWords(session);
  };
  const owners = useOwners();
  const ownerWords = (ids: string[]) =>
    ids.length === 0 ? valueText.nobody : list(ids.map((id) => owners.find((owner) => owner.id === id)?.name ?? id));
  const nameOf = (id: string) => workspaceName(loaded, id);
  return (
    <ul className="m-changes">
      {changedNames(saved, draft).map((name) => (
        <Change
          key={name}
          title={policyTitle[name]}
          from={valueWords(name, saved.whole[name])}
          to={valueWords(name, draft.whole[name])}
        />
      ))}
      {changedWorkspaces(saved, draft).map((id) => (
        <Change key={id} title={reviewText.workspace(nameOf(id))} from={limits(saved, id)} to={limits(draft, id)} />
      ))}
      {isBreakGlassChanged(saved, draft) && (
        <Change title={reviewText.breakGlass} from={ownerWords(saved.breakGlass)} to={ownerWords(draft.breakGlass)} />
      )}
    </ul>
  );
}

/** What differs, by name. */
export function titlesOf({ saved, draft }: { saved: Draft; draft: Draft }, nameOf: (id: string) => string): string[] {
  return [
    ...changedNames(saved, draft).map((name) => policyTitle[name]),
    ...changedWorkspaces(saved, draft).map((id) => reviewText.workspace(nameOf(id))),
    ...(isBreakGlassChanged(saved, draft) ? [reviewText.breakGlass] : []),
  ];
}

export function workspaceName({ workspaces }: LoadedPolicies, id: string): string {
  return workspaces.find((workspace) => workspace.id === id)?.name ?? id;
}
