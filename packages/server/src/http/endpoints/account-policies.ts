import { requiredSecondFactors } from "../../vocabulary/policies.ts";
import { z } from "@hono/zod-openapi";
import { explainPolicies } from "../../organizations/policies/explain-policies.ts";
import type { Told } from "../../organizations/policies/told.ts";
import { endpoint } from "../call.ts";
import { deploymentId } from "../../rules/policies/held/deployment.ts";
import { instant } from "../instant.ts";
import { Instant, instantOrNull, Kind, orNull } from "../schemas.ts";
import { Named } from "./organization-schemas.ts";

/** Who asks for it; null: nobody, it is how the deployment does it. What the deployment asks of everybody has the id `deployment`. */
export const From = z.object({ organization: Named, workspace: orNull(Named) }).openapi("PolicySource");

const held = (value: z.ZodType) => z.object({ value, from: orNull(From), since: orNull(Instant), why: z.string() });

const AccountPolicies = z
  .object({
    secondFactor: held(
      z.object({
        required: z.enum(requiredSecondFactors),
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
    /** Whether no password and no passkey signs in, but an identity provider alone. */
    singleSignOn: held(z.object({ required: z.boolean(), managePasswordUrl: orNull(z.string()) })),
    /** One for each organization or workspace that has a list. */
    ipAllowlist: z.array(held(z.object({ allowedHere: z.boolean() }))),
    /** Workspaces with limits of their own. */
    workspaceSessions: z.array(held(z.object({ idleSeconds: z.int(), absoluteSeconds: z.int() }))),
  })
  .openapi("AccountPolicies");

/** A policy as it goes over the wire. */
function describe<Value, Body>({ value, source, why }: Told<Value>, body: (value: Value) => Body) {
  if (!source) return { value: body(value), from: null, since: null, why };
  const from = { organization: source.organization, workspace: source.workspace };
  const isEverywhere = source.organization.id === deploymentId;
  return { value: body(value), from, since: isEverywhere ? null : instant(source.since), why };
}

const asIs = <Value>(value: Value): Value => value;

export const getAccountPolicies = endpoint({
  access: "person",
  summary: "What holds for me: of each policy the strictest, who asks for it and why.",
  answers: { 200: AccountPolicies },
  async run({ services, caller }) {
    const told = await explainPolicies(services, caller);
    return {
      status: 200,
      body: {
        secondFactor: describe(told.secondFactor, ({ dueAt, ...rest }) => ({ ...rest, dueAt: instantOrNull(dueAt) })),
        allowedKinds: describe(told.allowedKinds, asIs),
        rememberedDevices: describe(told.rememberedDevices, asIs),
        stepUp: describe(told.stepUp, asIs),
        session: describe(told.session, asIs),
        passwordPreset: describe(told.passwordPreset, asIs),
        singleSignOn: describe(told.singleSignOn, asIs),
        ipAllowlist: told.ipAllowlist.map((each) => describe(each, asIs)),
        workspaceSessions: told.workspaceSessions.map((each) => describe(each, asIs)),
      },
    };
  },
});
