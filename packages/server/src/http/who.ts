import type { ProblemSlug } from "../problems.ts";
import { type Permission, permissionNames } from "../rules/organizations/permissions.ts";
import type { CallerKind } from "../sessions/caller.ts";

/** What it takes to enter a row. */
export interface Entry {
  /** What the endpoint may count on of its caller. */
  readonly gives: "anyone" | "person" | "member";
  /** Kinds of caller that may enter with what they prove themselves with. */
  readonly callers: readonly CallerKind[];
  /** What its gates may answer. */
  readonly problems: readonly ProblemSlug[];
  /** In words, for the documents. */
  readonly means: string;
}

const ways = {
  anyone: { gives: "anyone", callers: ["person"], problems: [], means: "anyone, signed in or not" },
  doubted: {
    gives: "person",
    callers: ["person"],
    problems: ["not-signed-in"],
    means: "a signed-in person, also while the session is on hold or something must be bound first",
  },
  binding: {
    gives: "person",
    callers: ["person"],
    problems: ["not-signed-in", "session-flagged", "step-up-required"],
    means: "a signed-in person, also while something must be bound first",
  },
  subscriber: {
    gives: "person",
    callers: ["person"],
    problems: ["not-signed-in", "session-flagged", "not-allowed", "step-up-required"],
    means: "a signed-in person",
  },
} as const satisfies Record<string, Entry>;

export const member = {
  gives: "member",
  callers: ["person"],
  problems: [...ways.subscriber.problems, "not-found"],
  means: "a member whose role has this permission in the organization of the path, from where it lets people in",
} as const satisfies Entry;

/**
 * Who may call a row: one of the ways in, or a permission, held in the organization of the path. Read by the pipeline, by the
 * OpenAPI document and by docs/routes.md.
 */
export type Who = keyof typeof ways | Permission;

export const whos: Readonly<Record<Who, Entry>> = {
  ...ways,
  ...(Object.fromEntries(permissionNames.map((name) => [name, member])) as Record<Permission, typeof member>),
};

/** What a row's endpoint may count on, by who may call. */
export type GivenBy<Each extends Who> = Each extends keyof typeof ways ? (typeof ways)[Each]["gives"] : "member";

/** Whether a row needs somebody to be there at all. */
export function needsCaller(who: Who): boolean {
  return whos[who].gives !== "anyone";
}
