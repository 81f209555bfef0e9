import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256, tokenOf } from "./ids.mjs";

/** Writes the tokens of so many sessions into a folder, for whoever asks with them. */
export function writeTokens(folder, sessions) {
  const tokens = Array.from({ length: sessions }, (_, number) => tokenOf(number));
  writeFileSync(join(folder, "tokens.txt"), tokens.join("\n"));
  // The limit gets the stored hash itself, so that it need not compute one.
  writeFileSync(join(folder, "hashes.txt"), tokens.map((token) => sha256(token).toString("base64url")).join("\n"));
}
