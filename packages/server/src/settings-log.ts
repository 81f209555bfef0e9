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
  MORTISE_LOG_WITNESSES: {
    schema: text,
    about:
      "Comma-separated places the log's checkpoints are sent to, so that nobody who owns the database can set it back unseen: `file:/path`, `https://host/#KEY` of a witness (`mortise witness`), `webhook+https://host/path`. See docs/guides/audit-log.md.",
  },
  MORTISE_LOG_WITNESS_SECRET: {
    schema: text,
    secret: true,
    about: "Signs checkpoints sent to webhooks, as Standard Webhooks has it; `whsec_` announces base64.",
  },
} as const satisfies Record<string, Setting>;
