import { refuse, type Refusal } from "../../problems.ts";

/** How many of them an organization has at most: enough for any, too few to fill a disk or a page with. */
export const most = { workspaces: 1000, invitations: 1000 } as const;

const instead: Readonly<Record<keyof typeof most, string>> = {
  workspaces:
    "An organization has at most 1,000 workspaces. Delete one that is not used any more, or make another organization.",
  invitations:
    "1,000 invitations of this organization wait for an answer, which is as many as may. Wait until some are accepted, or take some back.",
};

/** Refuses one more than an organization may have. */
export function decideOneMore(what: keyof typeof most, there: number): Refusal<"conflict"> | undefined {
  return there < most[what] ? undefined : refuse("conflict", { reason: "too-many", detail: instead[what] });
}
