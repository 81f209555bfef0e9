import type { SessionPolicy, PolicyName, WholePolicies } from "../app/api-types.ts";
import { kindText } from "../attempts/strings.ts";
import { daysWords, list, plural, secondsWords } from "../parts/format.ts";
import { noLimitSeconds } from "./choices.ts";
import { valueText } from "./review-strings.ts";
import { deviceText, otherText, timeoutText } from "./strings.ts";

type Words = { [Name in PolicyName]: (value: NonNullable<WholePolicies[Name]>) => string };

const words: Words = {
  secondFactor: ({ required, graceDays }) => {
    if (required === "none") return valueText.off;
    const what = required === "two-factor" ? valueText.anyFactor : valueText.onlyKeys;
    return graceDays === 0 ? valueText.noGrace(what) : valueText.grace(what, daysWords(graceDays));
  },
  allowedKinds: (kinds) => list(kinds.map((kind) => kindText[kind].title)),
  rememberedDevices: ({ maxDays }) => (maxDays === 0 ? valueText.noDevice : valueText.days(daysWords(maxDays))),
  stepUp: ({ windowSeconds, strength }) =>
    valueText.stepUp(secondsWords(windowSeconds), deviceText.strengths[strength].toLowerCase()),
  session: sessionWords,
  ipAllowlist: ({ enabled, entries, adminEntries }) => {
    const all = plural(entries.length, enabled ? valueText.ranges : valueText.rangesOff);
    return adminEntries ? valueText.adminRanges(all, plural(adminEntries.length, valueText.ranges)) : all;
  },
  passwordPreset: (preset) => otherText.presets[preset],
  auditRetentionDays: daysWords,
  alertCopiesTo: (address) => address,
  singleSignOn: ({ required }) => valueText.singleSignOn[required],
};

/** A policy's value, as a person reads it. */
export function valueWords<Name extends PolicyName>(name: Name, value: WholePolicies[Name]): string {
  if (value !== null) return words[name](value);
  if (name === "allowedKinds") return valueText.all;
  return name === "secondFactor" || name === "ipAllowlist" || name === "singleSignOn"
    ? valueText.off
    : valueText.notSet;
}

export function sessionWords({ idleSeconds, absoluteSeconds }: SessionPolicy): string {
  const limit = (seconds: number) =>
    seconds >= noLimitSeconds ? timeoutText.noLimit.toLowerCase() : secondsWords(seconds);
  return valueText.session(limit(idleSeconds), limit(absoluteSeconds));
}
