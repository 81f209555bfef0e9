import { useState } from "react";
import { drawOn, noEdits, worthKeeping, type Edits } from "./draft.ts";
import type { Editor } from "./editor.ts";
import type { LoadedPolicies } from "./use-policies.ts";

/** Edits on top of what is saved. */
export function useDraft({ saved, workspaces }: LoadedPolicies) {
  const [made, setEdits] = useState(noEdits);
  const edits = withoutGone(made, workspaces);
  const change = (edit: (before: Edits) => Edits) => setEdits((before) => worthKeeping(saved, edit(before)));
  const set: Editor["set"] = (name, value) =>
    change((before) => ({ ...before, whole: { ...before.whole, [name]: value } }));
  const setWorkspace: Editor["setWorkspace"] = (id, limits) =>
    change((before) => ({ ...before, workspaces: { ...before.workspaces, [id]: limits } }));
  const setBreakGlass: Editor["setBreakGlass"] = (breakGlass) => change((before) => ({ ...before, breakGlass }));
  return { draft: drawOn(saved, edits), set, setWorkspace, setBreakGlass, discard: () => setEdits(noEdits) };
}

/** A workspace that somebody deleted in the meantime has no rule to save. */
function withoutGone(edits: Edits, workspaces: { id: string }[]): Edits {
  const there = new Set(workspaces.map(({ id }) => id));
  const left = Object.entries(edits.workspaces).filter(([id]) => there.has(id));
  return { ...edits, workspaces: Object.fromEntries(left) };
}
