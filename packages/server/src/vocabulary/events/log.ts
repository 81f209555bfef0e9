import { exportFormats, logScopes } from "../states.ts";
import { z } from "zod";
import { event } from "./define.ts";
import { At, Count, Text } from "./words.ts";

export const alertCategories = [
  "new-device",
  "new-location",
  "failed-sign-ins",
  "password",
  "authenticators",
  "sessions",
  "api-keys",
  "organizations",
] as const;
/** What people are told of, and may choose how. */
export type AlertCategory = (typeof alertCategories)[number];

const scopes = {
  account: "the account's log",
  deployment: "the deployment's log",
  organization: "the organization's log",
};
const Scope = z.enum(logScopes);

const plainTime = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** What happens to the log itself, and to alerts. */
export const logEvents = {
  "alert-preferences.changed": event(
    "alert",
    {
      changed: z.array(z.strictObject({ category: z.enum(alertCategories), email: z.boolean(), inApp: z.boolean() })),
      switchedOff: z.array(z.enum(alertCategories)).optional(),
    },
    ({ changed }) =>
      `changed which alerts arrive: ${changed.map(({ category }) => category.replaceAll("-", " ")).join(", ")}`,
    { changed: [{ category: "new-device", email: false, inApp: true }] },
  ),
  "events.exported": event(
    "log",
    {
      scope: Scope,
      format: z.enum(exportFormats),
      kind: Text.optional(),
      type: Text.optional(),
      from: At.optional(),
      to: At.optional(),
    },
    ({ scope, format }) => `exported ${scopes[scope]} as ${format === "jsonl" ? "JSON Lines" : format.toUpperCase()}`,
    { scope: "account", format: "jsonl" },
  ),
  "events.read": event(
    "log",
    { scope: Scope, accountId: Text.optional(), kind: Text.optional(), type: Text.optional() },
    ({ scope }) => `read ${scopes[scope]}`,
    { scope: "deployment" },
  ),
  "events.expired": event(
    "log",
    { events: Count, before: At },
    ({ events, before }) =>
      `forgot what ${events} ${events === 1 ? "event" : "events"} from before ${new Date(before).toISOString().slice(0, 10)} said`,
    { events: 120, before: Date.UTC(2025, 9, 18) },
  ),
  "log.check-failed": event(
    "log",
    { problem: Text, leafIndex: Count.optional() },
    ({ problem }) => `found the log altered: ${problem}`,
    { problem: "the details of event 17 are not those that were sealed", leafIndex: 17 },
  ),
  "clock.moved": event(
    "log",
    { from: At, to: At },
    ({ from, to }) =>
      `noticed that the clock was set ${to < from ? "back" : "forward"}, from ${plainTime(from)} to ${plainTime(to)}`,
    { from: Date.UTC(2026, 10, 23, 9), to: Date.UTC(2026, 10, 22, 9) },
  ),
  "log.database-accepted": event(
    "log",
    { recorded: Count, found: Count },
    ({ recorded, found }) => `took a database whose log has ${found} events, where it had ${recorded}`,
    { recorded: 5120, found: 4870 },
  ),
  "root-key.changed": event(
    "log",
    { key: Text, resealed: Count, codesEnded: Count },
    ({ key, resealed, codesEnded }) =>
      `sealed ${resealed} ${resealed === 1 ? "secret" : "secrets"} anew, under the root key ${key}${
        codesEnded === 0
          ? ""
          : `, and ended the recovery codes of ${codesEnded} ${codesEnded === 1 ? "account" : "accounts"}`
      }`,
    { key: "8be01a77", resealed: 4120, codesEnded: 0 },
  ),
  "log.witness-disagreed": event(
    "log",
    { witness: Text, problem: Text },
    ({ witness, problem }) => `heard from the witness ${witness} that the log was altered: ${problem}`,
    { witness: "witness.example.com", problem: "it holds a newer checkpoint than this log has" },
  ),
};
