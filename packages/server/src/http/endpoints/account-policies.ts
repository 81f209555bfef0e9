import { z } from "@hono/zod-openapi";
import { endpoint } from "../call.ts";
import { Instant, Kind, orNull } from "../schemas.ts";
import { Named } from "./organization-schemas.ts";

/** Who asks for it; null: the deployment itself. */
export const From = z.object({ organization: Named, workspace: orNull(Named) }).openapi("PolicySource");

const held = (value: z.ZodType) => z.object({ value, from: orNull(From), since: orNull(Instant), why: z.string() });

const AccountPolicies = z
  .object({
    secondFactor: held(
      z.object({
        required: z.enum(["none", "two-factor", "phishing-resistant"]),
        /** From when on; null when nothing is required. */
        dueAt: orNull(Instant),
        /** Whether what is bound is enough. */
        met: z.boolean(),
        /** Kinds that would do. */
        kinds: z.array(Kind),
      }),
    ),
    allowedKinds: held(z.array(Kind).nullable()),
    rememberedDevices: held(z.object({ maxDays: z.int() })),
    stepUp: held(z.object({ windowSeconds: z.int(), strength: z.string() })),
    session: held(z.object({ idleSeconds: z.int(), absoluteSeconds: z.int() })),
    passwordPreset: held(z.string()),
    /** One for each organization or workspace that has a list. */
    ipAllowlist: z.array(held(z.object({ allowedHere: z.boolean() }))),
    /** Workspaces with limits of their own. */
    workspaceSessions: z.array(held(z.object({ idleSeconds: z.int(), absoluteSeconds: z.int() }))),
  })
  .openapi("AccountPolicies");

export const getAccountPolicies = endpoint({
  access: "binding",
  summary: "What holds for me: of each policy the strictest, who asks for it and why.",
  answers: { 200: AccountPolicies },
  run: async () => ({ status: 200, body: {} }),
});
