import { z } from "@hono/zod-openapi";
import type { Config } from "../../config/config.ts";
import { organizationCreations, signUpModes } from "../../vocabulary/states.ts";
import { endpoint } from "../call.ts";

const Deployment = z
  .object({
    productName: z.string(),
    signUp: z.enum(signUpModes),
    outboxPage: z.boolean(),
    returnOrigins: z.array(z.string()),
    supportUrl: z.string().nullable(),
    /** The app people came from and go back to. */
    app: z.object({ name: z.string(), url: z.string() }).nullable(),
    rpId: z.string(),
    textMessages: z.boolean(),
    rememberDeviceDays: z.int(),
    eventRetentionDays: z.int(),
    organizationCreation: z.enum(organizationCreations),
  })
  .openapi("Deployment");

/** The same for everybody, so that the document of every page holds it too. */
export function describeDeployment(config: Config): z.infer<typeof Deployment> {
  const { productName, origins, supportUrl, appUrl, appName } = config;
  return {
    productName,
    signUp: config.signUp,
    outboxPage: config.smtpUrl === undefined,
    returnOrigins: [...origins],
    supportUrl: supportUrl ?? null,
    app: appUrl === undefined ? null : { name: appName ?? productName, url: appUrl },
    rpId: config.relyingParty.id,
    textMessages: config.textMessages.isOn,
    rememberDeviceDays: config.rememberDeviceDays,
    eventRetentionDays: config.eventRetentionDays,
    organizationCreation: config.organizationCreation,
  };
}

export const getDeployment = endpoint({
  access: "anyone",
  summary: "What the pages need to know of this deployment before anyone has signed in.",
  answers: { 200: Deployment },
  run: async ({ services: { config } }) => ({ status: 200, body: describeDeployment(config) }),
});
