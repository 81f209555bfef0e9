import { pino } from "pino";
import type { Config } from "./config/config.ts";
import type { Log } from "./services.ts";

/** JSON lines on standard error. What is logged never holds a secret; the redaction is the second net. */
export function createLog({ logLevel }: Pick<Config, "logLevel">): Log {
  return pino(
    { level: logLevel, redact: ["*.password", "*.token", "*.code", "*.secret", "*.cookie", "*.authorization"] },
    pino.destination(2),
  );
}
