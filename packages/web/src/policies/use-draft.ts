import { useState } from "react";
import type { Draft } from "./draft.ts";
import type { Editor } from "./editor.ts";
import type { LoadedPolicies } from "./use-policies.ts";

/** Edits on top of what is saved. */
export function useDraft({ saved }: LoadedPolicies) {
  const [edited, setEdited] = useState<Draft | null>(null);
  const draft = edited ?? saved;
  const change = (edit: (before: Draft) => Draft) => setEdited((before) => edit(before ?? saved));
  const set: Editor["set"] = (name, value) =>
    change((before) => ({ ...before, whole: { ...before.whole, [name]: value } }));
  const setWorkspace: Editor["setWorkspace"] = (id, limits) =>
    change((before) => {
      const others = Object.entries(before.workspaces).filter(([each]) => each !== id);
      return { ...before, workspaces: Object.fromEntries(limits === null ? others : [...others, [id, limits]]) };
    });
  const setBreakGlass: Editor["setBreakGlass"] = (breakGlass) => change((before) => ({ ...before, breakGlass }));
  return { draft, set, setWorkspace, setBreakGlass, discard: () => setEdited(null) };
}
