import { z } from "@hono/zod-openapi";
import { askAgainForCopies, confirmCopies, lookAtCopies } from "../../organizations/policies/alert-copies.ts";
import { isRefusal } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { Token } from "../schemas.ts";
import { OrganizationParam } from "./organization-schemas.ts";

const AlertCopies = z
  .object({ organization: z.object({ name: z.string() }), email: z.string() })
  .openapi("AlertCopies");

const shown = ({ organization: { name }, email }: { organization: { name: string }; email: string }) => ({
  status: 200 as const,
  body: { organization: { name }, email },
});

export const postAlertCopiesLink = endpoint({
  access: "member",
  summary: "Mail the link that confirms the address for copies of alerts once more. The earlier one stops working.",
  params: OrganizationParam,
  answers: { 204: null },
  refusals: ["conflict", "rate-limited", "not-allowed"],
  run: async ({ services, caller }) => (await askAgainForCopies(services, caller)) ?? { status: 204 },
});

export const postAlertCopiesLook = endpoint({
  access: "anyone",
  summary: "What a mailed link about copies of alerts asks. Uses nothing up.",
  body: z.strictObject({ token: Token }),
  answers: { 200: AlertCopies },
  refusals: ["link-invalid"],
  async run({ services, input: { token } }) {
    const look = await lookAtCopies(services, token);
    return isRefusal(look) ? look : shown(look);
  },
});

export const postAlertCopiesConfirm = endpoint({
  access: "anyone",
  summary: "Let copies of an organization's alerts come to the address the link was mailed to. Works once.",
  body: z.strictObject({ token: Token }),
  answers: { 200: AlertCopies },
  refusals: ["link-invalid"],
  async run({ services, client, input: { token } }) {
    const confirmed = await confirmCopies(services, client, token);
    return isRefusal(confirmed) ? confirmed : shown(confirmed);
  },
});
