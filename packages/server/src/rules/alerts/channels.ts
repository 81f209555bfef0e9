import type { AlertCategory } from "../../vocabulary/events/log.ts";
import type { Telling } from "./tellings.ts";

/** What was chosen for a group; null where it was not switched off. */
export interface Choice {
  readonly emailOffAt: number | null;
  readonly inAppOffAt: number | null;
}

export interface Channels {
  /** Under what it is listed. */
  readonly group: AlertCategory;
  readonly email: boolean;
  readonly inApp: boolean;
}

/**
 * Which ways the alert of what happened then goes. A sign-in that is new in two ways goes each way that is on for one of them.
 * What is switched off later is told: whoever comes in cannot be quicker than the alert of it.
 */
export function decideChannels(
  { groups, email }: Telling,
  choiceOf: (group: AlertCategory) => Choice | undefined,
  at: number,
): Channels {
  const isOn = (offAt: number | null = null): boolean => offAt === null || offAt > at;
  const wants = groups.map((group) => {
    const choice = choiceOf(group);
    return {
      group,
      email: email === "always" || (email === "chosen" && isOn(choice?.emailOffAt)),
      inApp: isOn(choice?.inAppOffAt),
    };
  });
  const group = wants.find((each) => each.email || each.inApp)?.group ?? groups[0];
  return { group, email: wants.some((each) => each.email), inApp: wants.some((each) => each.inApp) };
}

/** Groups whose mails cannot be switched off, and why. */
export const alwaysMailed: Readonly<Partial<Record<AlertCategory, string>>> = {
  password:
    "Whoever takes an account over begins with its password or address. These mails are how you hear of it in time.",
  authenticators:
    "A way to sign in that you did not add, or that is gone, opens or locks your account. You have to hear of it.",
  organizations:
    "Who may do what in an organization, and what it asks of its people, decides who gets at what is yours there. You have to hear of it.",
};

/** Whether a choice leaves less of what arrives than the one before. */
export function decideSwitchesOff(
  before: { readonly email: boolean; readonly inApp: boolean },
  after: { readonly email: boolean; readonly inApp: boolean },
): boolean {
  return (before.email && !after.email) || (before.inApp && !after.inApp);
}

/** What is left of a choice once what was switched off since somebody else came in is on again; undefined when nothing changes. */
export function decideSwitchedBack({ emailOffAt, inAppOffAt }: Choice, since: number): Choice | undefined {
  const left = (offAt: number | null): number | null => (offAt !== null && offAt >= since ? null : offAt);
  const next = { emailOffAt: left(emailOffAt), inAppOffAt: left(inAppOffAt) };
  return next.emailOffAt === emailOffAt && next.inAppOffAt === inAppOffAt ? undefined : next;
}
