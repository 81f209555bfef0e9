import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { isNotAbout, isNotOf, isOf } from "./query-keys.ts";

function asked(): QueryClient {
  const queries = new QueryClient();
  queries.setQueryData(["deployment"], 1);
  queries.setQueryData(["session"], 1);
  queries.setQueryData(["sessions"], 1);
  queries.setQueryData(["organizations"], 1);
  queries.setQueryData(["members", "org_1", "first"], 1);
  return queries;
}

const topicsOf = (queries: QueryClient, predicate: ReturnType<typeof isOf> = () => true) =>
  queries
    .getQueryCache()
    .findAll({ predicate })
    .map(({ queryKey: [topic] }) => topic);

test("what is asked for again together is told by what it is about, whatever else is in the key", () => {
  const queries = asked();
  expect(topicsOf(queries, isOf("account"))).toEqual(["session", "sessions", "organizations"]);
  expect(topicsOf(queries, isOf("membership"))).toEqual(["organizations", "members"]);
});

test("what is a person's goes with them, what is nobody's stays", () => {
  const queries = asked();
  queries.removeQueries({ predicate: isNotOf("nobody") });
  expect(topicsOf(queries)).toEqual(["deployment", "session"]);
  queries.removeQueries({ predicate: isNotAbout("deployment") });
  expect(topicsOf(queries)).toEqual(["deployment"]);
});

test("a key about nothing in the table does not compile", () => {
  // @ts-expect-error there is no such topic
  expect(asked().getQueryData(["sesion"])).toBeUndefined();
});
