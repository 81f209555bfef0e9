import { type Setting, text, whole } from "./setting.ts";

/** Settings of the event log and of who looks after the deployment. */
export const logSettings = {
  MORTISE_OPERATORS: {
    schema: text,
    about:
      "Comma-separated email addresses of the accounts that look after this deployment: signed in with two steps they see its log, and they get mail when the log's check fails.",
  },
  MORTISE_EVENT_RETENTION_DAYS: {
    schema: whole(90, 36_500),
    default: "400",
    about: "For how many days events are kept. What they said goes then; the proof that they were there stays.",
  },
} as const satisfies Record<string, Setting>;
