import { oneOf, type Settings, text } from "../setting.ts";

/** What whoever runs the server watches. */
export const operationSettings = {
  metricsToken: {
    name: "MORTISE_METRICS_TOKEN",
    schema: text.min(16, { error: "must have at least 16 characters" }),
    about: "Bearer token for `GET /metrics` from other machines. Without it only loopback may read them.",
    secret: "whole",
  },
  logLevel: {
    name: "MORTISE_LOG_LEVEL",
    schema: oneOf("fatal", "error", "warn", "info", "debug", "silent"),
    default: "info",
    about: "How much is logged.",
  },
} as const satisfies Settings;
