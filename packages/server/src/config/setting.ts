import { z } from "zod";
import { type Cidr, parseCidr } from "../rules/requests/address.ts";
import { isLoopbackName } from "../rules/requests/loopback.ts";

/** One deployment setting: an environment variable, and the form the code has it in. */
export interface Setting {
  /** The variable. A secret may also be given as a file's path, in `<name>_FILE`. */
  readonly name: `MORTISE_${string}`;
  /** From the variable's text to the value. Messages go on behind the name: "MORTISE_PORT: must be …". */
  readonly schema: z.ZodType<unknown, string>;
  /** As it would be given. A setting with neither a default nor a value is undefined. */
  readonly default?: string;
  /** For docs/configuration.md. */
  readonly about: string;
  /** Whether all of it or only a URL's password is shown masked; either may be given as a file. */
  readonly secret?: "whole" | "password";
}

/** Settings of one topic: the field a value is read into, to its setting. */
export type Settings = Readonly<Record<string, Setting>>;

/** What the settings of a topic come to. */
export type Values<Topic extends Settings> = {
  readonly [Field in keyof Topic]:
    z.output<Topic[Field]["schema"]> | (Topic[Field] extends { readonly default: string } ? never : undefined);
};

/** Thrown by a `reading`; the message goes on behind the setting's name. */
export class WrongValue extends Error {
  override readonly name = "WrongValue";
}

export const text = z.string();

export const oneOf = <const Value extends string>(...values: readonly [Value, ...Value[]]) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}` }) as z.ZodType<Value, string>;

export const onOff = oneOf("on", "off").transform((value) => value === "on");

export const whole = (least: number, most: number) =>
  text
    .refine((value) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number);

export const matching = (pattern: RegExp, error: string) => text.regex(pattern, { error });

/** A domain as URLs have it, a host's name or an address: nothing that ends a header or a list. */
export const hostPattern = /^(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/i;

/** A page's address, as it is given. */
export const page = (protocol: RegExp) => z.url({ protocol, error: "must be a URL" });

/** A value that a function makes of the text, or throws `WrongValue`. */
export const reading = <Value>(read: (given: string) => Value) =>
  text.transform((given, context): Value => {
    try {
      return read(given);
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      context.addIssue({ code: "custom", message: error.message, input: given });
      return z.NEVER;
    }
  });

/** Values parted by commas. Its default is the empty text, no value. */
export const list = <Value>(each: z.ZodType<Value, string>) =>
  reading(split).pipe(z.array(each).transform((values): readonly Value[] => values));

export function split(given: string): string[] {
  if (given === "") return [];
  const parts = given.split(",").map((part) => part.trim());
  if (parts.includes("")) throw new WrongValue("has an empty entry: a comma too many, or a value that is missing");
  return parts;
}

/** The origin of a host's pages. */
export const origin = reading((given) => {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || url.origin !== given || (url.protocol !== "https:" && !isLoopbackName(url.hostname)))
    throw new WrongValue(`"${given}" is not an https origin such as https://app.example.com`);
  if (url.hostname.includes("*"))
    throw new WrongValue(
      `"${given}" has a wildcard. Every origin is named by itself: whoever gets one subdomain would be let in`,
    );
  return given;
});

export const cidr = reading((given): Cidr => {
  const range = parseCidr(given);
  if (!range) throw new WrongValue(`"${given}" is not an address range such as 10.0.0.0/8`);
  return range;
});
