import { z } from "zod";

/** What the activity page filters by. */
export const eventKinds = [
  "sign-in",
  "session",
  "authenticator",
  "password",
  "account",
  "alert",
  "log",
  "organization",
  "policy",
  "request",
] as const;
export type EventKind = (typeof eventKinds)[number];

/** One type of event: what it carries, and how it is told. */
export interface EventDefinition<Data = unknown> {
  readonly kind: EventKind;
  /** What it carries, strictly. Never a secret. */
  readonly data: z.ZodType<Data>;
  /** What was done, to be read after who did it: "added the passkey “Laptop”". It begins with a verb in the past that fits "I", "You" and "Maya" alike. */
  readonly says: (data: Data) => string;
  /** For the documentation. */
  readonly example: Data;
}

/** Ties the sentence and the example of a type to its schema. */
export function event<Shape extends z.ZodRawShape>(
  kind: EventKind,
  shape: Shape,
  says: (data: z.infer<z.ZodObject<Shape, z.core.$strict>>) => string,
  example: z.infer<z.ZodObject<Shape, z.core.$strict>>,
): EventDefinition<z.infer<z.ZodObject<Shape, z.core.$strict>>> {
  return { kind, data: z.strictObject(shape), says, example };
}

/** A type that carries nothing. */
export function plain(kind: EventKind, sentence: string): EventDefinition<Readonly<Record<string, never>>> {
  return { kind, data: z.strictObject({}), says: () => sentence, example: {} };
}
