import { createContext, useContext } from "react";
import type { PolicyPreview, SessionPolicy, PolicyName, WholePolicies } from "../app/api-types.ts";
import type { Draft } from "./draft.ts";
import type { LoadedPolicies } from "./use-policies.ts";

/** The policies as they are being edited. */
export interface Editor {
  loaded: LoadedPolicies;
  draft: Draft;
  /** What the edits would do, as far as it is known. */
  preview: PolicyPreview | undefined;
  previewFailed: boolean;
  set: <Name extends PolicyName>(name: Name, value: WholePolicies[Name]) => void;
  /** Null takes a workspace's rule off. */
  setWorkspace: (id: string, limits: SessionPolicy | null) => void;
  setBreakGlass: (accounts: string[]) => void;
}

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("No policies are being edited here.");
  return editor;
}
