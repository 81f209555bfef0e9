import { z } from "@hono/zod-openapi";
import { describeLog, proveConsistency, readLogKey, readNote } from "../../audit/log/describe-log.ts";
import { isRefusal } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { Instant, instantOrNull, orNull } from "../schemas.ts";

const Size = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const Log = z
  .object({
    origin: z.string(),
    size: z.int(),
    sealedAt: orNull(Instant),
    checkedAt: orNull(Instant),
    checkedSize: z.int().nullable(),
    problem: z.boolean(),
    witnesses: z.array(
      z.object({ name: z.string(), at: orNull(Instant), size: z.int(), failing: z.boolean() }).openapi("LogWitness"),
    ),
  })
  .openapi("Log");
const Consistency = z.object({ from: z.int(), to: z.int(), proof: z.array(z.string()) }).openapi("Consistency");

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}

export const getCheckpoint = endpoint({
  access: "anyone",
  summary: "The newest checkpoint of the sealed log, or the one of a size, as a signed note (C2SP tlog-checkpoint).",
  query: z.strictObject({ size: Size.optional() }),
  answers: { 200: z.string() },
  media: ["text/plain"],
  refusals: ["not-found"],
  async run({ services, input: { size } }) {
    const note = await readNote(services, size);
    return isRefusal(note) ? note : { status: 200, pieces: whole(note) };
  },
});

export const getKey = endpoint({
  access: "anyone",
  summary: "The key the log's checkpoints are verified with, as C2SP writes it.",
  answers: { 200: z.string() },
  media: ["text/plain"],
  run: async ({ services }) => ({ status: 200, pieces: whole(`${await readLogKey(services)}\n`) }),
});

export const getConsistency = endpoint({
  access: "anyone",
  summary: "Proves that the log of one size continues that of an older one; the newest when `to` is absent.",
  query: z.strictObject({ from: Size, to: Size.optional() }),
  answers: { 200: Consistency },
  refusals: ["not-found"],
  async run({ services, input: { from, to } }) {
    const proven = await proveConsistency(services, { from, to });
    return isRefusal(proven) ? proven : { status: 200, body: proven };
  },
});

export const getLog = endpoint({
  access: "person",
  summary: "How far the log is sealed, checked and witnessed.",
  answers: { 200: Log },
  async run({ services }) {
    const { sealedAt, checkedAt, witnesses, ...log } = await describeLog(services);
    const body = {
      ...log,
      sealedAt: instantOrNull(sealedAt),
      checkedAt: instantOrNull(checkedAt),
      witnesses: witnesses.map((each) => ({ ...each, at: instantOrNull(each.at) })),
    };
    return { status: 200, body };
  },
});
