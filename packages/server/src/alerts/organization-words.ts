import { line } from "../rules/mails/mail-line.ts";
import { thingOf } from "../vocabulary/kinds.ts";
import { policies } from "../vocabulary/policies.ts";
import type { EventType } from "../vocabulary/events/catalogue.ts";
import type { AlertWords } from "./alert-words.ts";
import type { OrganizationTold } from "./organization-told.ts";
import { aboutConnections, aboutDomains } from "./single-sign-on-words.ts";

type Say<Type extends EventType> = (told: OrganizationTold<Type>) => AlertWords;

const aboutMembers = {
  "member.role-changed": ({
    data: { from, to },
    organization,
    member,
    isMember,
  }: OrganizationTold<"member.role-changed">) => ({
    subject: isMember
      ? line`Your role in ${organization} is now ${to}`
      : line`${member} is now ${to} of ${organization}`,
    text: `The role changed from ${from} to ${to}.`,
  }),
  "member.protection-changed": ({
    data: { change, kind, isSecurityKey },
    organization,
    member,
  }: OrganizationTold<"member.protection-changed">) => ({
    subject: line`${member} of ${organization} has less protection`,
    text:
      change === "two-step-off"
        ? "Two-step sign-in was turned off for their account."
        : `${change === "unbound" && kind ? thingOf(kind, isSecurityKey) : "The password"} was removed from their account.`.replace(
            /^./,
            (letter) => letter.toUpperCase(),
          ),
    advice: "If the organization needs a second factor of everyone, require one in its policies.",
  }),
  "member.removed": ({ organization }: OrganizationTold<"member.removed">) => ({
    subject: line`You are no longer a member of ${organization}`,
    text: "An administrator removed you. Your account itself goes on.",
  }),
  "member.suspended": ({ organization }: OrganizationTold<"member.suspended">) => ({
    subject: line`Your membership in ${organization} was suspended`,
    text: "Until an administrator restores it you can't work there. Your account itself goes on.",
  }),
  "member.restored": ({ organization }: OrganizationTold<"member.restored">) => ({
    subject: line`Your membership in ${organization} was restored`,
    text: "You can work there again.",
  }),
  "member.sessions-ended": ({ data: { ended }, organization }: OrganizationTold<"member.sessions-ended">) => ({
    subject: line`An administrator of ${organization} signed you out`,
    text: `${ended === 1 ? "One session" : `${ended} sessions`} ended. Sign in again to go on.`,
  }),
  "member.password-reset-required": ({ organization }: OrganizationTold<"member.password-reset-required">) => ({
    subject: line`${organization} asks you to choose a new password`,
    text: "Your password no longer opens your account, and you were signed out. Use the link we sent you, or ask for another one.",
  }),
};

const aboutRules = {
  "policies.changed": ({ data: { changes, preview }, organization, by }: OrganizationTold<"policies.changed">) => ({
    subject: line`Policies of ${organization} were changed`,
    text: `${by} changed what ${organization} asks of its people.`,
    facts: [
      ["Changed", changes.map(({ policy }) => policies[policy].words).join(", ")],
      ["Must set up a second factor", String(preview.mustBind)],
      ["Signed out", String(preview.signedOut)],
    ] as const,
  }),
  "break-glass.changed": ({ data: { owners }, organization, by }: OrganizationTold<"break-glass.changed">) =>
    owners.length === 1
      ? {
          subject: line`Only one owner of ${organization} is left for break-glass`,
          text: `After what ${by} did, one owner alone may pass the IP allowlist with a passkey.`,
          advice: "Name two owners again, so that neither a lost passkey nor one person alone decides who gets in.",
        }
      : {
          subject: line`Break-glass of ${organization} was changed`,
          text:
            owners.length === 0
              ? `${by} took break-glass off: no owner passes the IP allowlist any more.`
              : `${by} named ${owners.length} owners who may pass the IP allowlist with a passkey.`,
        },
  "break-glass.used": ({ data: { policy }, organization, member }: OrganizationTold<"break-glass.used">) => ({
    subject: line`Break-glass was used in ${organization}`,
    text:
      policy === "singleSignOn"
        ? `${member} signed in with a passkey and not by single sign-on, as an owner named for break-glass. The session ends after an hour.`
        : `${member} came in from an address that is not on the IP allowlist, as an owner named for break-glass.`,
    advice: "If that was not expected, sign them out on the members page, and change the policy.",
  }),
  "ownership.transferred": ({ organization, by }: OrganizationTold<"ownership.transferred">) => ({
    subject: line`The ownership of ${organization} was handed over`,
    text: `${by} made another member the owner.`,
  }),
  "organization.plan-changed": ({
    data: { from, to },
    organization,
  }: OrganizationTold<"organization.plan-changed">) => ({
    subject: line`${organization} has another plan`,
    text: `The plan changed from ${from} to ${to}.`,
  }),
};

const table = { ...aboutMembers, ...aboutRules, ...aboutConnections, ...aboutDomains };

/** The words of an event of an organization; undefined for what is not mailed. */
export function organizationWordsOf<Type extends EventType>(
  type: Type,
  told: OrganizationTold<Type>,
): AlertWords | undefined {
  const words: Partial<Record<EventType, Say<never>>> = table;
  return (words[type] as Say<Type> | undefined)?.(told);
}
