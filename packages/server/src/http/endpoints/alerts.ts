import { z } from "@hono/zod-openapi";
import { type AlertCategory, alertCategories } from "../../vocabulary/events/log.ts";
import { countUnreadAlerts, listAlerts, readAlerts } from "../../alerts/list-alerts.ts";
import { lookAtNotMe, sayNotMe } from "../../alerts/not-me.ts";
import { changePreferences, findPreferences, switchesOff } from "../../alerts/preferences.ts";
import { isRefusal } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { Instant, instantOrNull, Location, orNull, pageOf, PageQuery, Token, toPage } from "../schemas.ts";

const AlertCategoryName = z.enum(alertCategories).openapi("AlertCategory");
const Channels = z.strictObject({ email: z.boolean(), inApp: z.boolean() });
const eachCategory = <Schema extends z.ZodType>(schema: Schema) =>
  Object.fromEntries(alertCategories.map((category) => [category, schema])) as Record<AlertCategory, Schema>;
const AlertPreferences = z
  .object({
    categories: z.object(eachCategory(Channels)),
    /** Categories whose mails cannot be switched off, and why. */
    alwaysByEmail: z.array(z.object({ category: AlertCategoryName, reason: z.string() })),
  })
  .openapi("AlertPreferences");
const Alert = z
  .object({
    id: z.string(),
    at: Instant,
    category: AlertCategoryName,
    type: z.string(),
    /** Who, and what they did, as the event says. */
    actor: z.string(),
    text: z.string(),
    eventId: z.string(),
    readAt: orNull(Instant),
    sessionId: z.string().nullable(),
    ip: z.string().nullable(),
    location: orNull(Location),
    device: z.string().nullable(),
  })
  .openapi("Alert");
const NotMe = z
  .object({
    at: Instant,
    actor: z.string(),
    text: z.string(),
    ip: z.string().nullable(),
    location: orNull(Location),
    device: z.string().nullable(),
    expiresAt: Instant,
  })
  .openapi("NotMe");
const Secured = z
  .object({
    endedSessions: z.int(),
    forgottenDevices: z.int(),
    /** The address was put back to the one the link was mailed to. */
    emailRestored: z.boolean(),
    /** What is to be done now, in order. */
    nextSteps: z.array(z.enum(["reset-password", "sign-in", "review-authenticators", "review-history"])),
  })
  .openapi("Secured");

export const getAlertPreferences = endpoint({
  access: "person",
  summary: "Which alerts arrive, and how.",
  answers: { 200: AlertPreferences },
  run: async ({ services, caller }) => ({
    status: 200,
    body: await findPreferences(services.read, caller.account.id),
  }),
});

export const putAlertPreferences = endpoint({
  access: "person",
  summary: "Choose how alerts arrive. Categories that are not named stay as they are.",
  body: z.strictObject({ categories: z.strictObject(eachCategory(Channels)).partial() }),
  answers: { 200: AlertPreferences },
  asks: {
    when: "it switches something off",
    isDue: ({ services, caller, input: { categories } }) => switchesOff(services, caller, categories),
  },
  async run({ services, caller, input: { categories } }) {
    const changed = await changePreferences(services, caller, categories);
    return isRefusal(changed) ? changed : { status: 200, body: changed };
  },
});

export const getAlerts = endpoint({
  access: "person",
  summary: "Alerts in the app, newest first, and how many are unread.",
  query: z.strictObject(PageQuery),
  answers: { 200: pageOf(Alert).extend({ unread: z.int() }) },
  async run({ services, caller, input: { limit, cursor } }) {
    const { read } = services.database;
    const accountId = caller.account.id;
    const rows = await listAlerts(read, { accountId, limit: limit + 1, before: cursor });
    const page = toPage(rows, limit, ({ at, readAt, ...row }) => ({
      ...row,
      at: instant(at),
      readAt: instantOrNull(readAt),
    }));
    return { status: 200, body: { ...page, unread: await countUnreadAlerts(read, accountId) } };
  },
});

export const postAlertsRead = endpoint({
  access: "person",
  summary: "Mark alerts as read: all, or those up to one.",
  body: z.strictObject({ upTo: z.string().max(64).optional() }),
  answers: { 200: z.object({ unread: z.int() }) },
  run: async ({ services, caller, input: { upTo } }) => ({
    status: 200,
    body: { unread: await readAlerts(services, caller.account.id, upTo) },
  }),
});

export const postNotMeLook = endpoint({
  access: "anyone",
  summary: "What the link of an alert is about. The link is not used by asking.",
  body: z.strictObject({ token: Token }),
  answers: { 200: NotMe },
  refusals: ["link-invalid"],
  async run({ services, input: { token } }) {
    const told = await lookAtNotMe(services, token);
    if (isRefusal(told)) return told;
    return { status: 200, body: { ...told, at: instant(told.at), expiresAt: instant(told.expiresAt) } };
  },
});

export const postNotMe = endpoint({
  access: "anyone",
  summary:
    "Say that it wasn't you, by the link of an alert: ends the account's other sessions, forgets its remembered devices, and shuts it until a new password is chosen by mail. Works once.",
  body: z.strictObject({ token: Token }),
  answers: { 200: Secured },
  refusals: ["link-invalid"],
  async run({ services, caller, client, input: { token } }) {
    const secured = await sayNotMe(services, { caller, client }, token);
    if (isRefusal(secured)) return secured;
    const nextSteps = ["reset-password", "sign-in", "review-authenticators", "review-history"];
    return { status: 200, body: { ...secured, nextSteps } };
  },
});
