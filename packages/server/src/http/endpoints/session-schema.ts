import { z } from "@hono/zod-openapi";
import { Instant, Kind, orNull } from "../schemas.ts";

export const Trust = z.enum(["trusted", "flagged"]);
export const Assurance = z.union([z.literal(1), z.literal(2)]);

/** `GET /v1/session`, and the `session` of a complete sign-in. */
export const Session = z
  .object({
    id: z.string(),
    account: z.object({ id: z.string(), email: z.string(), name: z.string() }),
    assurance: Assurance,
    phishingResistant: z.boolean(),
    proofs: z.array(z.object({ kind: Kind, at: Instant })),
    confirmedAt: Instant,
    confirmedUntil: orNull(Instant),
    trust: Trust,
    createdAt: Instant,
    lastSeenAt: Instant,
    idleExpiresAt: Instant,
    expiresAt: Instant,
  })
  .openapi("Session");
