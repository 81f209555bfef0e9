import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fromBase64, toBase64 } from "../crypto/base64.ts";
import type { Checkpoint } from "../audit/log/tree/checkpoint.ts";
import { emptyFrontier, rootOf } from "../audit/log/tree/merkle.ts";
import { CommandError } from "./command-error.ts";

/** What a witness remembers of each log: the size and root it signed last. */
export interface WitnessStore {
  find(origin: string): Pick<Checkpoint, "size" | "root">;
  /** On the disk when it returns. */
  keep(checkpoint: Checkpoint): void;
}

/** Opens the file that holds it. A file that cannot be read is never taken for an empty one: the witness would forget. */
export function openWitnessStore(path: string): WitnessStore {
  const held = readStore(path);
  // Read each time: another process with the same memory may have signed meanwhile. What this one knows, no file makes it forget.
  const refresh = (): void => {
    for (const [origin, each] of readStore(path))
      if (each.size > (held.get(origin)?.size ?? -1)) held.set(origin, each);
  };
  return {
    find(origin) {
      refresh();
      return held.get(origin) ?? { size: 0, root: rootOf(emptyFrontier) };
    },
    keep({ origin, size, root }) {
      refresh();
      const next = new Map(held).set(origin, { size, root });
      writeSafely(path, [...next].map(([name, each]) => `${name} ${each.size} ${toBase64(each.root)}\n`).join(""));
      held.set(origin, { size, root });
    },
  };
}

function readStore(path: string): Map<string, Pick<Checkpoint, "size" | "root">> {
  const held = new Map<string, Pick<Checkpoint, "size" | "root">>();
  for (const line of existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : []) {
    const [origin, size = "", encoded = "", ...more] = line.split(" ");
    const root = fromBase64(encoded);
    if (!origin || !/^\d+$/.test(size) || root?.length !== 32 || more.length > 0)
      throw new CommandError(`${path} is not the memory of a witness. Nothing was changed.`);
    held.set(origin, { size: Number(size), root });
  }
  return held;
}

/** Replaces a file: whoever reads it, even after a power cut, finds the old content or the new. */
export function writeSafely(path: string, content: string): void {
  const made = `${path}.new`;
  writeFileSync(made, content, { mode: 0o600 });
  sync(made);
  renameSync(made, path);
  sync(dirname(path));
}

function sync(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
