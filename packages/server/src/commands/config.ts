import { readConfig } from "../config/config.ts";
import { type Environment, findGiven } from "../config/read-settings.ts";
import { settings } from "../config/settings.ts";

/** The settings in force, one a line: given ones marked, secrets masked. Throws `ConfigError` when the server would not start. */
export function describeConfig(environment: Environment): string {
  readConfig(environment);
  const width = Math.max(...settings.map(({ name }) => name.length));
  const lines = settings.map((setting) => {
    const given = findGiven(setting, environment);
    const value = given?.text ?? setting.default;
    const shown = !value ? "(not set)" : masks[setting.secret ?? "none"](value);
    const mark = given?.file === undefined ? "(given)" : `(given, from ${given.file})`;
    return `${setting.name.padEnd(width)}  ${shown}${given === undefined ? "" : `  ${mark}`}`;
  });
  return `${lines.join("\n")}\n`;
}

const masks = { none: (value: string) => value, password: maskPassword, whole: () => "••••" } as const;

// A URL shows where it leads, without the password.
function maskPassword(value: string): string {
  if (value.startsWith("file:")) return value;
  if (!URL.canParse(value)) return "••••";
  const url = new URL(value);
  const port = url.port ? `:${url.port}` : "";
  return `${url.protocol}//${url.username ? `${url.username}:••••@` : ""}${url.hostname}${port}${url.pathname === "/" ? "" : url.pathname}`;
}
