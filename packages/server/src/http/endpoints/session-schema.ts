import { requiredSecondFactors } from "../../vocabulary/policies.ts";
import { flagReasons } from "../../vocabulary/events/words.ts";
import { trusts } from "../../vocabulary/states.ts";
import { z } from "@hono/zod-openapi";
import { AcceptedProof, Instant, Kind, orNull } from "../schemas.ts";
import { Named, RoleName } from "./organization-schemas.ts";

export const Trust = z.enum(trusts);
export const FlagReason = z.enum(flagReasons).openapi("FlagReason");
export const Assurance = z.union([z.literal(1), z.literal(2)]);

/** What must be bound before the session may do anything else. */
export const BindingRequired = z
  .object({
    required: z.enum(requiredSecondFactors).exclude(["none"]),
    kinds: z.array(Kind),
    from: z.object({ organization: Named, workspace: orNull(Named) }),
  })
  .openapi("BindingRequired");

/** `GET /v1/session`, and the `session` of a complete sign-in. */
export const Session = z
  .object({
    id: z.string(),
    account: z.object({ id: z.string(), email: z.string(), name: z.string() }),
    assurance: Assurance,
    phishingResistant: z.boolean(),
    proofs: z.array(AcceptedProof),
    confirmedAt: Instant,
    confirmedUntil: orNull(Instant),
    trust: Trust,
    flaggedAt: orNull(Instant).optional(),
    flaggedReason: FlagReason.optional(),
    acceptable: z
      .array(Kind)
      .optional()
      .openapi({ description: "While it is flagged: what restores its trust. Empty: only signing in anew helps." }),
    actingIn: z
      .object({ organization: Named, workspace: orNull(Named), role: RoleName })
      .optional()
      .openapi({ description: "Where it may act, when that was asked." }),
    createdAt: Instant,
    lastSeenAt: Instant,
    idleExpiresAt: Instant,
    expiresAt: Instant,
  })
  .openapi("Session");
