import type { Witness } from "../../../config/settings/witness.ts";
import { hmacSha256 } from "../../../crypto/hash.ts";
import { post } from "../../../delivery/post.ts";
import { signingKey } from "../../../delivery/text-gateway.ts";
import { NotTaken } from "../../../delivery/transport.ts";
import { judgeWitnessAnswer } from "../../../rules/log/witnessing.ts";
import type { Services } from "../../../services.ts";
import { formatAddCheckpoint } from "./add-checkpoint.ts";
import { contradiction } from "./check-witnesses.ts";
import { isSize } from "../tree/checkpoint.ts";
import { readCosignature } from "../tree/cosignature.ts";
import { getLogKey, verifierKeyOf } from "../log-key.ts";
import type { CheckpointRow } from "../log.sql.ts";
import { consistencyProof, findCheckpoint, openTree } from "../read-log.ts";
import { formatSignature, parseNote, readSignatures } from "../tree/signed-note.ts";
import { appendNote, readLastCheckpoint } from "./witness-file.ts";

/** What came of telling a witness. */
export type Told =
  | { readonly size: number; readonly cosignature: string | null }
  /** It holds something this log does not contain. */
  | { readonly disagrees: string };

/** What is known of a witness, and until when it is told. */
export interface Telling {
  readonly knownSize: number;
  readonly ended: AbortSignal;
}

/** Tells a witness of a checkpoint. Throws `NotTaken`, or a file's error, when it could not be told. */
export function tellWitness(
  services: Services,
  witness: Witness,
  checkpoint: CheckpointRow,
  telling: Telling,
): Promise<Told> {
  if (witness.kind === "file") return tellFile(services, witness, checkpoint);
  if (witness.kind === "webhook") return tellWebhook(services, witness, checkpoint, telling);
  return tellServer(services, witness, checkpoint, telling);
}

async function tellFile(
  services: Services,
  { path }: Extract<Witness, { kind: "file" }>,
  { size, note }: CheckpointRow,
): Promise<Told> {
  const held = await readLastCheckpoint(path, verifierKeyOf(await getLogKey(services)));
  const disagrees = held && (await contradiction(services, size, held));
  if (disagrees !== undefined) return { disagrees: `it ${disagrees}` };
  if (!held || held.size < size) await appendNote(path, note);
  return { size, cosignature: null };
}

async function tellWebhook(
  services: Services,
  { url, secret }: Extract<Witness, { kind: "webhook" }>,
  { size, at, note }: CheckpointRow,
  { ended }: Telling,
): Promise<Told> {
  const { origin } = await getLogKey(services);
  const body = JSON.stringify({ origin, size, at: new Date(at).toISOString(), checkpoint: note });
  const id = `${origin}/${size}`;
  const timestamp = String(Math.floor(services.now() / 1000));
  const signature = Buffer.from(hmacSha256(signingKey(secret), `${id}.${timestamp}.${body}`)).toString("base64");
  const { status } = await post(
    url,
    {
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature}`,
      },
      body,
    },
    ended,
  );
  if (status < 200 || status >= 300) throw new NotTaken(`HTTP ${status}`);
  return { size, cosignature: null };
}

const mostTries = 4;

async function tellServer(
  services: Services,
  { url, key }: Extract<Witness, { kind: "http" }>,
  given: CheckpointRow,
  { knownSize, ended }: Telling,
): Promise<Told> {
  const asked = new URL(url);
  asked.pathname = `${asked.pathname.replace(/\/$/, "")}/add-checkpoint`;
  const { read } = services.database;
  let checkpoint = given;
  let oldSize = Math.min(knownSize, checkpoint.size);
  for (let tries = 0; tries < mostTries; tries++) {
    const { size, note } = checkpoint;
    const proof = await consistencyProof(openTree(read, size), oldSize);
    const headers = { "content-type": "text/plain; charset=utf-8" };
    const { status, text } = await post(asked, { headers, body: formatAddCheckpoint({ oldSize, proof, note }) }, ended);
    const held = isSize(text.trim()) ? Number(text.trim()) : undefined;
    // Another server may have told it of a newer one meanwhile.
    if (held !== undefined && held > size) checkpoint = (await findCheckpoint(read)) ?? checkpoint;
    const verdict = judgeWitnessAnswer({ status, held, oldSize, newSize: checkpoint.size });
    if (verdict === "signed") return { size, cosignature: verified(text, note, key) };
    if (verdict === "disagrees") return { disagrees: describe(status, held, size) };
    if (verdict === "failed") throw new NotTaken(`HTTP ${status}`);
    oldSize = verdict.continueFrom;
  }
  throw new NotTaken("it names another size each time");
}

function describe(status: number, held: number | undefined, size: number): string {
  if (status === 422 || held === undefined) return "it holds a checkpoint that this log does not continue";
  return held > size ? "it holds a newer checkpoint than this log has" : "it holds another checkpoint of the same size";
}

/** The witness's own line of an answer. */
function verified(answer: string, note: string, key: Extract<Witness, { kind: "http" }>["key"]): string {
  const text = parseNote(note)?.text ?? "";
  const line = readSignatures(answer)?.find((each) => readCosignature(key, text, each) !== undefined);
  if (!line) throw new NotTaken("its signature is not of the key in the settings");
  return formatSignature(line);
}
