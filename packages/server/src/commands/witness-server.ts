import { createServer, type IncomingMessage, type Server } from "node:http";
import { readAddCheckpoint } from "../audit/log/witness/add-checkpoint.ts";
import { readCheckpoint } from "../audit/log/tree/checkpoint.ts";
import { cosign } from "../audit/log/tree/cosignature.ts";
import { formatSignature, openNote, parseNote } from "../audit/log/tree/signed-note.ts";
import { isConsistent } from "../audit/log/tree/verify-proof.ts";
import { logVerifier, type VerifierKey } from "../crypto/verifier-key.ts";
import { equalBytes } from "../crypto/hash.ts";
import { mutex } from "../database/mutex.ts";
import { decideCosigning } from "../rules/log/witnessing.ts";
import type { WitnessStore } from "./witness-store.ts";

/** What a witness is given. */
export interface WitnessOptions {
  readonly logs: readonly VerifierKey[];
  readonly key: VerifierKey;
  readonly privateKey: Uint8Array;
  readonly store: WitnessStore;
  readonly now: () => number;
}

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

const mostBytes = 64 * 1024;

/** A witness (C2SP tlog-witness): signs checkpoints of the logs it knows, as long as each continues all it has signed. */
export function createWitnessServer(options: WitnessOptions): Server {
  const lock = mutex(60_000);
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    if (!request.url?.endsWith("/add-checkpoint")) return { status: 404, body: "not found\n" };
    if (request.method !== "POST") return { status: 405, body: "only POST\n" };
    const body = await readBody(request);
    if (body === undefined) return { status: 400, body: "too long\n" };
    // Two checkpoints at once must not both continue the same one.
    await lock.take();
    try {
      return addCheckpoint(options, body);
    } finally {
      lock.release();
    }
  };
  return createServer((request, response) => {
    void answer(request)
      .catch((error: unknown): Reply => {
        process.stderr.write(`${(error as Error).message}\n`);
        return { status: 500, body: "failed\n" };
      })
      .then(({ status, body, type = "text/plain; charset=utf-8" }) => {
        response.writeHead(status, { "content-type": type }).end(body);
      });
  });
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function addCheckpoint({ logs, key, privateKey, store, now }: WitnessOptions, body: string): Reply {
  const asked = readAddCheckpoint(body);
  const text = asked && parseNote(asked.note)?.text;
  const checkpoint = text === undefined ? undefined : readCheckpoint(text);
  if (!asked || text === undefined || !checkpoint) return { status: 400, body: "malformed\n" };
  const known = logs.filter(({ name }) => name === checkpoint.origin);
  const held = store.find(checkpoint.origin);
  const status = decideCosigning({
    isKnownLog: known.length > 0,
    isSigned: openNote(asked.note, known.map(logVerifier)) !== undefined,
    oldSize: asked.oldSize,
    newSize: checkpoint.size,
    heldSize: held.size,
    isSameRoot: equalBytes(held.root, checkpoint.root),
    isProven: isConsistent(held, checkpoint, asked.proof),
  });
  if (status === 409) return { status, body: `${held.size}\n`, type: "text/x.tlog.size" };
  if (status !== 200) return { status, body: "refused\n" };
  // On the disk before it is signed: whatever happens then, this witness never signs another one of this size.
  store.keep(checkpoint);
  return { status, body: formatSignature(cosign(key, privateKey, text, Math.floor(now() / 1000))) };
}
