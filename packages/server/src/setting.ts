import { z } from "zod";

/** One deployment setting: an environment variable, described where it is defined. */
export interface Setting {
  readonly schema: z.ZodType<string>;
  readonly default?: string;
  /** For docs/configuration.md and `mortise config`. */
  readonly about: string;
  /** Shown masked. */
  readonly secret?: boolean;
}

export const text = z.string();
export const oneOf = (...values: [string, ...string[]]): z.ZodType<string> =>
  z.enum(values, { message: `must be one of ${values.join(", ")}` });
export const whole = (least: number, most: number): z.ZodType<string> =>
  text.refine((value) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most, {
    message: `must be a whole number from ${least} to ${most}`,
  });
export const matching = (pattern: RegExp, message: string): z.ZodType<string> => text.regex(pattern, { message });
