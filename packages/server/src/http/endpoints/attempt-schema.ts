import { z } from "@hono/zod-openapi";
import { type AttemptView, type Redirect, triesLeftOf } from "../../attempts/attempt.ts";
import type { Naming } from "../../attempts/naming.ts";
import type { Config } from "../../config/config.ts";
import type { World } from "../../services.ts";
import { connectionUrl } from "../../policies/connection-url.ts";
import { purposes } from "../../vocabulary/proofs.ts";
import { attemptStatuses } from "../../vocabulary/states.ts";
import { instant } from "../instant.ts";
import { AcceptedProof, Instant, Kind, OperationName, orNull } from "../schemas.ts";
import { describeProof } from "../session-check.ts";
import { BindingRequired, Session } from "./session-schema.ts";

/** An attempt, as its caller sees it. */
export const Attempt = z
  .object({
    id: z.string(),
    purpose: z.enum(purposes),
    status: z.enum(attemptStatuses),
    acceptable: z.array(
      z.object({
        kind: Kind,
        id: z.string().optional(),
        name: z.string().optional(),
        securityKey: z.literal(true).optional(),
        preferred: z.boolean(),
      }),
    ),
    proofs: z.array(AcceptedProof),
    triesLeft: z.int(),
    expiresAt: Instant,
    redirect: z
      .object({
        connection: z.object({ id: z.string(), name: z.string() }),
        url: z.string(),
        required: z.boolean(),
      })
      .optional()
      .openapi({
        description:
          "The way by single sign-on: send the browser there. Of a sign-in it is told by the domain of the address alone.",
      }),
    vouched: z
      .object({
        connection: z.object({ id: z.string(), name: z.string() }),
        address: orNull(z.string()),
        linked: z.boolean(),
      })
      .optional()
      .openapi({
        description:
          "Whom the identity provider named, told to the browser that began. Until `linked`, whoever signs in shows once, by a proof of their own, that the account is theirs.",
      }),
    operation: OperationName.optional(),
    target: z.string().optional(),
    rememberDays: z.int().optional().openapi({
      description:
        "For how many days this device may be excused from the second step, when the next proof may ask for it.",
    }),
    session: Session.optional(),
    token: z
      .string()
      .optional()
      .openapi({ description: "The session token, for a caller that sent `Mortise-Client: token`." }),
    bindingRequired: BindingRequired.optional(),
    deletionCalledOff: z.literal(true).optional(),
    recoveryCodes: z.object({ remaining: z.int(), total: z.int() }).optional(),
  })
  .openapi("Attempt");

export function describe({ config }: World, { attempt, status, acceptable, redirect }: AttemptView): object {
  const { id, purpose, proofs, expiresAt, operation, target } = attempt;
  const isAfterPassword = purpose === "sign-in" && status === "open" && proofs[0]?.kind === "password";
  return {
    id,
    purpose,
    status,
    acceptable,
    proofs: proofs.map(describeProof),
    triesLeft: triesLeftOf(attempt),
    expiresAt: instant(expiresAt),
    ...(redirect && { redirect: describeRedirect(config, attempt, redirect) }),
    ...(isAfterPassword && config.rememberDeviceDays > 0 && { rememberDays: config.rememberDeviceDays }),
    ...(operation !== null && { operation, ...(target !== null && { target }) }),
  };
}

// An attempt that is not the connection's own does not go on there: another begins.
function describeRedirect(
  config: Config,
  { id, connectionId }: AttemptView["attempt"],
  { connection, isRequired }: Redirect,
): object {
  const what = connectionId === connection.id ? `start?attempt=${id}` : "initiate";
  return { connection, url: connectionUrl(config, connection.id, what), required: isRequired };
}

export function describeNaming({ connection, address, isLinked }: Naming): object {
  return { connection, address, linked: isLinked };
}
