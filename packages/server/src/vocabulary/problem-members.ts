import { z } from "zod";
import { authenticatorKinds } from "./kinds.ts";
import { operationNames } from "./operations.ts";
import { requiredSecondFactors } from "./policies.ts";

// What problems carry beside the standard's own members, where it has parts of its own.

export const Kind = z.enum(authenticatorKinds);
const Named = z.object({ id: z.string(), name: z.string() });
const Place = z.object({ organization: Named, workspace: Named.nullable() });
/** What must be proven, with which kinds, and how fresh. */
export const StepUp = z.object({
  operation: z.enum(operationNames),
  acceptable: z.array(Kind),
  maxAgeSeconds: z.int(),
});
/** The way to an identity provider: where a browser is sent. */
export const WayIn = z.object({ connection: Named, url: z.string() });
export type WayToProvider = z.infer<typeof WayIn>;
/** Which policy it was, and whose. */
export const AskedBy = Place.extend({ name: z.string() });
/** What must be bound before anything else may be done. */
export const BindingRequired = z.object({
  required: z.enum(requiredSecondFactors).exclude(["none"]),
  kinds: z.array(Kind),
  from: Place,
});
/** Unix milliseconds in code; on the wire an RFC 3339 instant. */
export const At = z.string().brand<"instant">();
