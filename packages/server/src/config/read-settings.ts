import { closestMatch } from "leven";
import { ConfigError } from "./config-error.ts";
import { readPlainFile } from "./plain-file.ts";
import type { Setting, Settings, Values } from "./setting.ts";

/** What the process was started with. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting's text, and where it stood. */
export interface Given {
  readonly text: string;
  /** The variable that gave it: the setting's own, or the one that names a file. */
  readonly by: string;
  /** The file it was read from. */
  readonly file?: string;
}

/** The variable that may name a file with the value in it; undefined where the value is no secret. */
export function fileVariableOf({ name, secret }: Setting): string | undefined {
  return secret ? `${name}_FILE` : undefined;
}

/**
 * What is given for a setting; undefined when nothing is. Throws `ConfigError` when it is given twice, is white space or
 * holds a line end, or stands in a file that cannot be read or is empty.
 */
export function findGiven(setting: Setting, environment: Environment): Given | undefined {
  const by = fileVariableOf(setting);
  const plain = notBlank(setting.name, environment[setting.name]);
  const file = by === undefined ? undefined : notBlank(by, environment[by]);
  if (by === undefined || !file) return plain ? { text: plain, by: setting.name } : undefined;
  if (plain) throw new ConfigError(`${setting.name} and ${by} are both set. Leave one of them out.`);
  return { text: readSecret(by, file), by, file };
}

// A file or template that came out empty is no wish for the default: without a root key one would be made, silently.
function notBlank(name: string, given: string | undefined): string | undefined {
  const value = given?.trim();
  if (given && !value) throw new ConfigError(`${name} is white space only. Give it a value, or leave it out.`);
  // It would end a header, a line of security.txt or of a log.
  if (value !== undefined && /\p{Cc}/u.test(value))
    throw new ConfigError(`${name} holds a line end or a control character.`);
  return value;
}

// The system's code, not its words: nothing of what a file holds may reach a terminal or a log.
function readSecret(by: string, file: string): string {
  let content: string;
  try {
    content = readPlainFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(`${by}: ${file} cannot be read (${code ?? (error as Error).message}).`);
  }
  // As the plain variable is: no token with white space at its ends could ever be sent.
  const secret = content.trim();
  // Without a root key one would be made, silently.
  if (secret === "") throw new ConfigError(`${by}: ${file} is empty.`);
  return secret;
}

/** The settings of a topic, read and checked one by one. Throws `ConfigError` for the first wrong one. */
export function readSettings<Topic extends Settings>(topic: Topic, environment: Environment): Values<Topic> {
  const values = Object.entries<Setting>(topic).map(([field, setting]) => [field, readSetting(setting, environment)]);
  return Object.fromEntries(values) as Values<Topic>;
}

function readSetting(setting: Setting, environment: Environment): unknown {
  const { text, by } = findGiven(setting, environment) ?? { text: setting.default, by: setting.name };
  if (text === undefined) return undefined;
  const parsed = setting.schema.safeParse(text);
  if (!parsed.success) throw new ConfigError(`${by}: ${parsed.error.issues[0]?.message ?? "not a valid value"}.`);
  return parsed.data;
}

const prefix = "MORTISE_";

/** Throws `ConfigError` for a `MORTISE_*` variable that is no setting. */
export function refuseUnknown(settings: readonly Setting[], environment: Environment): void {
  const known = settings.flatMap((setting) => [setting.name, fileVariableOf(setting) ?? setting.name]);
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith(prefix) && !known.some((one) => one === name),
  );
  if (unknown === undefined) return;
  // Further off, and it is another word rather than a slip.
  const maxDistance = Math.max(1, Math.floor((unknown.length - prefix.length) / 3));
  const nearest = closestMatch(unknown, known, { maxDistance });
  const meant = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  throw new ConfigError(`${unknown} is not a setting.${meant} docs/configuration.md lists them all.`);
}
