import { z } from "@hono/zod-openapi";
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

export const getDeployment = endpoint({
  access: "anyone",
  summary: "What the pages need to know of this deployment before anyone has signed in.",
  answers: { 200: Deployment },
  async run({ services: { config } }) {
    const {
      productName,
      signUp,
      smtpUrl,
      origins,
      supportUrl,
      appUrl,
      appName,
      relyingParty,
      textMessages,
      rememberDeviceDays,
      eventRetentionDays,
      organizationCreation,
    } = config;
    return {
      status: 200,
      body: {
        productName,
        signUp,
        outboxPage: smtpUrl === undefined,
        returnOrigins: origins,
        supportUrl: supportUrl ?? null,
        app: appUrl === undefined ? null : { name: appName ?? productName, url: appUrl },
        rpId: relyingParty.id,
        textMessages: textMessages.isOn,
        rememberDeviceDays,
        eventRetentionDays,
        organizationCreation,
      },
    };
  },
});
