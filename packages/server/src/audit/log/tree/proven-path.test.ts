import { expect, test } from "vitest";
import { appendLeaves, emptyFrontier, hashLeaf, type LeafRange, rootOf, type TreeHash } from "./merkle.ts";
import { ProofReader, ProvenPath } from "./proven-path.ts";

const leaves = (size: number): TreeHash[] =>
  Array.from({ length: size }, (_, at) => hashLeaf(Buffer.from(`leaf ${at}`)));
const root = (all: readonly TreeHash[], { start, count }: LeafRange): TreeHash =>
  rootOf(appendLeaves(emptyFrontier, all.slice(start, start + count)));

function proofs(all: readonly TreeHash[], indexes: readonly number[]): TreeHash[][] {
  const path = new ProvenPath(all.length);
  return indexes.map((index) => path.advance(index)!.siblings.map((range) => root(all, range)));
}

test("every leaf of every tree, all of them or some, is shown by what is left to show", () => {
  for (let size = 1; size <= 40; size++) {
    const all = leaves(size);
    for (const step of [1, 2, 3, 7]) {
      const indexes = all.map((_, at) => at).filter((at) => at % step === 0);
      const given = proofs(all, indexes);
      const reader = new ProofReader(size, root(all, { start: 0, count: size }));
      for (const [at, index] of indexes.entries())
        expect(reader.accepts(index, all[index]!, given[at]!), `${index} of ${size}`).toBe(true);
    }
  }
});

test("all leaves together cost one hash each at most", () => {
  const all = leaves(1000);
  const given = proofs(all, [...all.keys()]);
  expect(given.flat().length).toBeLessThanOrEqual(1000);
});

test("another leaf, another place, a proof too long or too short, or a step back is refused", () => {
  const all = leaves(21);
  const whole = root(all, { start: 0, count: 21 });
  const given = proofs(all, [...all.keys()]);
  for (const index of all.keys()) {
    const upTo = (): ProofReader => {
      const reader = new ProofReader(21, whole);
      for (let at = 0; at < index; at++) reader.accepts(at, all[at]!, given[at]!);
      return reader;
    };
    expect(upTo().accepts(index, hashLeaf(Buffer.from("other")), given[index]!)).toBe(false);
    expect(upTo().accepts(index + 1, all[index]!, given[index]!)).toBe(false);
    expect(upTo().accepts(index - 1, all[index]!, given[index]!)).toBe(false);
    expect(upTo().accepts(index, all[index]!, [...given[index]!, all[0]!])).toBe(false);
    if (given[index]!.length > 0) expect(upTo().accepts(index, all[index]!, given[index]!.slice(1))).toBe(false);
  }
  expect(new ProofReader(0, whole).accepts(0, all[0]!, [])).toBe(false);
  expect(new ProvenPath(21).advance(21)).toBeUndefined();
});
