import { describe, expect, test } from "vitest";
import {
  appendLeaves,
  consistencyPath,
  emptyFrontier,
  hashLeaf,
  inclusionPath,
  rootOf,
  type LeafRange,
} from "./merkle.ts";
import { isConsistent, rootFromInclusion } from "./verify-proof.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

// Entries and roots that implementations of RFC 6962 publish with their tests (certificate-transparency-go, trillian).
const entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const leaves = entries.map((entry) => hashLeaf(Buffer.from(entry, "hex")));
const many = Array.from({ length: 70 }, (_, at) => hashLeaf(Buffer.from(`entry ${at}`)));
const treeOf = (hashes: readonly Uint8Array[]) => ({
  size: hashes.length,
  root: rootOf(appendLeaves(emptyFrontier, hashes)),
});
const provide = (ranges: readonly LeafRange[]) =>
  ranges.map(({ start, count }) => treeOf(many.slice(start, start + count)).root);

describe("the tree of RFC 6962", () => {
  test.each(roots.map((root, size) => ({ root, size })))(
    "of $size entries has its published root",
    ({ root, size }) => {
      expect(hex(treeOf(leaves.slice(0, size)).root)).toBe(root);
    },
  );

  test("grows in steps of any size to the same root", () => {
    for (let first = 0; first <= many.length; first += 7) {
      const begun = appendLeaves(emptyFrontier, many.slice(0, first));
      expect(hex(rootOf(appendLeaves(begun, many.slice(first))))).toBe(hex(treeOf(many).root));
    }
  });

  test("tells every full subtree once, at its place", () => {
    const nodes = new Map<string, string>();
    appendLeaves(emptyFrontier, many, (level, index, hash) => nodes.set(`${level}/${index}`, hex(hash)));
    for (const [place, hash] of nodes) {
      const [level = 0, index = 0] = place.split("/").map(Number);
      const start = index * 2 ** level;
      expect(hash).toBe(hex(treeOf(many.slice(start, start + 2 ** level)).root));
    }
    expect(nodes.size).toBe(70 + 35 + 17 + 8 + 4 + 2 + 1);
  });
});

describe("proofs", () => {
  test("of inclusion lead from every leaf of every tree to its root, and from no other place", () => {
    for (let size = 1; size <= 40; size++) {
      const { root } = treeOf(many.slice(0, size));
      for (let index = 0; index < size; index++) {
        const proof = provide(inclusionPath(index, size));
        expect(hex(rootFromInclusion(index, size, many[index]!, proof)!)).toBe(hex(root));
        const elsewhere = rootFromInclusion((index + 1) % size, size, many[index]!, proof);
        if (size > 1) expect(elsewhere && hex(elsewhere)).not.toBe(hex(root));
        expect(rootFromInclusion(index, size, many[index]!, [...proof, root])).toBeUndefined();
      }
    }
  });

  test("of consistency hold between every two sizes, and for no changed tree", () => {
    for (let size = 1; size <= 40; size++)
      for (let oldSize = 0; oldSize <= size; oldSize++) {
        const [older, newer] = [treeOf(many.slice(0, oldSize)), treeOf(many.slice(0, size))];
        const proof = provide(consistencyPath(oldSize, size));
        expect(isConsistent(older, newer, proof)).toBe(true);
        if (oldSize === 0) continue;
        expect(isConsistent({ ...older, root: many[69]! }, newer, proof)).toBe(false);
        expect(isConsistent(older, { ...newer, root: many[69]! }, proof)).toBe(false);
      }
  });
});
