import { sqlitePath } from "../../database/sqlite-path.ts";
import { ConfigError } from "../config-error.ts";
import { list, matching, reading, type Settings, text, type Values, whole } from "../setting.ts";
import { readWitness, type Witness } from "./witness.ts";

/** The event log, and who looks after the deployment. */
export const logSettings = {
  operators: {
    name: "MORTISE_OPERATORS",
    schema: list(matching(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, "must be email addresses, such as dana@example.com")),
    default: "",
    about:
      "Comma-separated email addresses of the accounts that look after this deployment: signed in with two steps they see its log, and they get mail when the log's check fails.",
  },
  eventRetentionDays: {
    name: "MORTISE_EVENT_RETENTION_DAYS",
    schema: whole(90, 36_500),
    default: "400",
    about: "For how many days events are kept. What they said goes then; the proof that they were there stays.",
  },
  checkpointFile: {
    name: "MORTISE_CHECKPOINT_FILE",
    schema: text,
    about:
      "Where the log's newest checkpoint is kept outside of the database, so that a server notices at its start when the database is behind: its write-ahead log lost, or an old copy put back. Default: beside the SQLite file, with `.checkpoint` behind its name; none on PostgreSQL.",
  },
  witnesses: {
    name: "MORTISE_LOG_WITNESSES",
    schema: list(reading(readWitness)).refine(
      (witnesses) => new Set(witnesses.map(({ setting }) => setting)).size === witnesses.length,
      { error: "names one witness twice" },
    ),
    default: "",
    about:
      "Comma-separated places the log's checkpoints are sent to, so that nobody who owns the database can set it back unseen: `file:/path`, `https://host/#KEY` of a witness (`mortise witness`), `webhook+https://host/path`. See docs/guides/audit-log.md.",
  },
  witnessSecret: {
    name: "MORTISE_LOG_WITNESS_SECRET",
    schema: text,
    secret: "whole",
    about: "Signs checkpoints sent to webhooks, as Standard Webhooks has it; `whsec_` announces base64.",
  },
} as const satisfies Settings;

/** What the deployment says of its event log. Throws `ConfigError` for a webhook without a secret. */
export function readLog(
  { witnesses, witnessSecret, checkpointFile, ...values }: Values<typeof logSettings>,
  databaseUrl: string,
) {
  const withSecret = witnesses.map((witness): Witness => {
    if (witness.kind !== "webhook") return witness;
    if (witnessSecret === undefined)
      throw new ConfigError("MORTISE_LOG_WITNESS_SECRET is needed with a webhook: requests to it are signed with it.");
    return { ...witness, secret: witnessSecret };
  });
  const path = sqlitePath(databaseUrl);
  const beside = path === undefined ? undefined : `${path}.checkpoint`;
  return { ...values, witnesses: withSecret, checkpointFile: checkpointFile ?? beside };
}
