import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { both, listed, QueryView, type Asked } from "./query-view.tsx";

const refetch = () => undefined;
const answered = (data: string): Asked<string> => ({ data, error: null, refetch });
const failed = (data?: string): Asked<string> => ({ data, error: new Error("down"), refetch });
const waiting: Asked<string> = { data: undefined, error: null, refetch };
const draw = (query: Asked<string>, more = {}) =>
  renderToStaticMarkup(
    <QueryView query={query} failed="Couldn't load it" {...more}>
      {(data) => <b>{data}</b>}
    </QueryView>,
  );

test("an answer is shown, also while asking anew fails", () => {
  expect(draw(answered("seven"))).toBe("<b>seven</b>");
  expect(draw(failed("seven"))).toBe("<b>seven</b>");
});

test("until then nothing is said, for most answers are quick", () => {
  expect(draw(waiting)).toBe('<div aria-busy="true"></div>');
});

test("a failure says what failed, that nothing has changed or what to do, and offers to try again", () => {
  const plain = draw(failed());
  for (const words of ["Couldn&#x27;t load it", "<h3", "Nothing", "Try again"]) expect(plain).toContain(words);
  expect(draw(failed(), { heading: "h2", advice: "Wait a minute.", carded: true })).toMatch(
    /^<div class="m-card">.*<h2.*Wait a minute\./s,
  );
  expect(plain).not.toContain("m-card");
});

test("two are there when both are, and are asked for again together", async () => {
  const asked: string[] = [];
  const noted = (name: string, query: Asked<string>) => ({ ...query, refetch: () => asked.push(name) });
  expect(both(answered("a"), answered("b")).data).toEqual(["a", "b"]);
  const broken = both(noted("one", answered("a")), noted("other", failed()));
  expect([broken.data, broken.error?.message]).toEqual([undefined, "down"]);
  await broken.refetch();
  expect(asked).toEqual(["one", "other"]);
});

test("a list is as long as what was loaded of it", () => {
  const pages = [{ items: [1, 2] }, { items: [3] }];
  expect(listed({ data: { pages }, error: null, refetch }).data).toEqual([1, 2, 3]);
  expect(listed({ data: undefined, error: null, refetch }).data).toBeUndefined();
});
