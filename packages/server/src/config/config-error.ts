/** A setting the operator must mend. The message is complete and names the setting. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
