import { list } from "../parts/format.ts";
import { Icon } from "../parts/icon.tsx";
import "./changes.css";
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

function Change({ title, from, to }: { title: string; from: string; to: string }) {
  return (
    <li>
      <p className="m-strong" dir="auto">
        {title}
      </p>
      <p className="m-small">
        <span className="m-sr">{reviewText.from} </span>
        <s className="m-muted">{from}</s> <Icon name="arrow-right" flip />
        <span className="m-sr">{reviewText.to} </span> {to}
      </p>
    </li>
  );
}
