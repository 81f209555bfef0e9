import type { PolicyName } from "../app/api-types.ts";
import { day } from "../parts/format.ts";
import { useEditor } from "./editor.ts";
import { policiesText } from "./strings.ts";

/** What a policy is about, and since when by whom it is set. */
export function Hint({ policy, words }: { policy: PolicyName; words: string }) {
  const { loaded } = useEditor();
  const set = loaded.policies.set[policy];
  if (set === undefined) return words;
  const since = set.by === null ? policiesText.since(day(set.at)) : policiesText.sinceBy(day(set.at), set.by.name);
  return (
    <>
      {words} <bdi>{since}</bdi>
    </>
  );
}
