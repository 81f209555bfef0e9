import { readConfig } from "../config.ts";
import type { Setting } from "../setting.ts";
import { settings } from "../settings.ts";

/** The settings in force, one a line: given ones marked, secrets masked. Throws `ConfigError` when the server would not start. */
export function describeConfig(environment: Readonly<Record<string, string | undefined>>): string {
  readConfig(environment);
  const width = Math.max(...Object.keys(settings).map((name) => name.length));
  const lines = Object.entries<Setting>(settings).map(([name, setting]) => {
    const given = environment[name]?.trim() || undefined;
    const value = given ?? setting.default;
    const shown = value === undefined ? "(not set)" : setting.secret ? mask(value) : value;
    return `${name.padEnd(width)}  ${shown}${given === undefined ? "" : "  (given)"}`;
  });
  return `${lines.join("\n")}\n`;
}

// A URL shows where it leads, without the password; anything else shows nothing.
function mask(value: string): string {
  if (value.startsWith("file:")) return value;
  if (!URL.canParse(value)) return "••••";
  const url = new URL(value);
  const port = url.port ? `:${url.port}` : "";
  return `${url.protocol}//${url.username ? `${url.username}:••••@` : ""}${url.hostname}${port}${url.pathname === "/" ? "" : url.pathname}`;
}
