import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startWorker } from "../processes.mjs";

/** Judging a passkey's answer, with all that a sign-in asks of it, against the library's bare verification. */
export async function measurePasskey({ root, rounds, answers, progress }) {
  const folder = join(root, "passkey");
  mkdirSync(folder);
  const worker = startWorker(fileURLToPath(new URL("../servers/passkey.mjs", import.meta.url)));
  const result = { judged: [], bare: [], wrong: 0 };
  progress("warm-up: passkey verification");
  await worker.ask({ folder, answers });
  for (let round = 1; round <= rounds; round++) {
    const { judged, bare } = await worker.ask({ folder, answers });
    progress(
      `round ${round} of ${rounds}: a passkey's answer, ${judged.microseconds.toFixed(0)} µs, bare ${bare.microseconds.toFixed(0)} µs`,
    );
    result.judged.push(judged.microseconds);
    result.bare.push(bare.microseconds);
    result.wrong += judged.wrong + bare.wrong;
  }
  await worker.stop();
  return result;
}
