import { isProblem } from "@mortise/sdk";
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { isNotOf, type Topic } from "./query-keys.ts";

/** Notes whose session it is. When it becomes another person's, as by a sign-in in another tab, nothing of the earlier one stays. */
export function forgetEarlierPerson(): (queries: QueryClient, about: QueryKey, answer: unknown) => void {
  let known: string | undefined;
  let heldBack = false;
  return (queries, [about], answer) => {
    if (about !== "session" || answer === null) return;
    const person = personOf(answer);
    // A session that is held back doesn't say whose it is: forgotten once, before what is bound there is shown.
    const isNew = person === undefined ? !heldBack : person !== known;
    if (known !== undefined && isNew) queries.removeQueries({ predicate: isNotOf("nobody") });
    known = person ?? known;
    heldBack = person === undefined;
  };
}

function personOf(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("account" in answer)) return undefined;
  const { id } = answer.account as { id: string };
  return id;
}

/** Whoever is refused in an organization may have lost their place or role there: what the pages offer is asked for again. */
export function noticeLostPlace(queries: QueryClient, error: unknown, key: QueryKey | undefined): void {
  if (!isProblem(error, "not-found") && !isProblem(error, "not-allowed")) return;
  const about = key?.[0];
  // The question that was refused is not asked again for its own answer.
  const again: Topic[] =
    about === "organization" || about === "organizations" ? ["organizations"] : ["organizations", "organization"];
  void queries.invalidateQueries({
    predicate: ({ queryKey }) => queryKey[0] !== about && again.includes(queryKey[0]),
  });
}
