import { event } from "./define.ts";
import { Count, Refused, refusedWords, Text } from "./words.ts";

/** Requests that were refused for who asked, from where, or how: the first of a kind, and how many more came since. */
export const requestEvents = {
  "request.refused": event(
    "request",
    {
      reason: Refused,
      /** As the table of routes names it: no id, no query, nothing that was sent. */
      route: Text,
      /** Of the same from the same since the event before, or since it began. */
      more: Count,
    },
    ({ reason, route, more }) =>
      `asked for ${route} and got a refusal: ${refusedWords[reason]}${more === 0 ? "" : `, and ${more} more ${more === 1 ? "time" : "times"} before that`}`,
    { reason: "role", route: "PUT /v1/organizations/{org}/policies", more: 0 },
  ),
};
