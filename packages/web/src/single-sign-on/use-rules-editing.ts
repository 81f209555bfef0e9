import { useState } from "react";
import type { RoleRule, SsoConnection } from "../app/api-types.ts";

/** A rule being edited, told from others while its order changes. */
export type EditedRule = RoleRule & { key: number };

let keys = 0;

const edited = (rule: RoleRule): EditedRule => ({ ...rule, key: (keys += 1) });

/** The rules as they are being edited. */
export function useRulesEditing(connection: SsoConnection) {
  const [saved, setSaved] = useState(connection.roleRules);
  const [rules, setRules] = useState(() => saved.map(edited));
  const sent = rules.map(toRule);
  return {
    rules,
    /** As they are sent; null while one of them is not whole. */
    whole: rules.every((rule) => wrongIn(rule) === undefined) ? sent : null,
    // Where rules give roles, whom none fits is a member.
    givesRoles: rules.some(({ role }) => role !== undefined),
    isChanged: JSON.stringify(sent) !== JSON.stringify(saved.map(toRule)),
    settle: (done: RoleRule[]) => setSaved(done),
    discard: () => setRules(saved.map(edited)),
    add: () => setRules([...rules, edited({ attribute: "groups", equals: "", role: "member" })]),
    remove: (place: number) => setRules(rules.filter((_, at) => at !== place)),
    change: (place: number, changed: EditedRule) => setRules(rules.with(place, changed)),
    move: (place: number, by: 1 | -1) => {
      const moved = rules[place];
      if (moved !== undefined) setRules(rules.toSpliced(place, 1).toSpliced(place + by, 0, moved));
    },
  };
}

/** What is missing of a rule, if anything is. */
export function wrongIn({
  attribute,
  equals,
  role,
  workspace,
}: RoleRule): "attribute" | "equals" | "effect" | undefined {
  if (attribute.trim() === "") return "attribute";
  if (equals.trim() === "") return "equals";
  return role === undefined && workspace === undefined ? "effect" : undefined;
}

// Its key is of this page alone.
function toRule({ attribute, equals, role, workspace }: RoleRule): RoleRule {
  return { attribute, equals, ...(role !== undefined && { role }), ...(workspace !== undefined && { workspace }) };
}
