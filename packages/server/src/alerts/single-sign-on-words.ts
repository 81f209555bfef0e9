import { line } from "../rules/mails/mail-line.ts";
import type { OrganizationTold } from "./organization-told.ts";

export const aboutConnections = {
  "connection.activated": ({ data: { name }, organization, by }: OrganizationTold<"connection.activated">) => ({
    subject: line`Single sign-on of ${organization} was switched on`,
    text: `${by} switched the connection “${name}” on: people with addresses of your domains are sent there to sign in.`,
  }),
  "connection.changed": ({ data: { name, isPending }, organization, by }: OrganizationTold<"connection.changed">) => ({
    subject: line`Single sign-on of ${organization} was changed`,
    text: `${by} changed the connection “${name}”${isPending ? ". What is new is used once a test has passed for it" : ""}.`,
    advice: "If that was not expected, look at the connection on the Single sign-on page.",
  }),
  "connection.replaced": ({ data: { name }, organization }: OrganizationTold<"connection.replaced">) => ({
    subject: line`Single sign-on of ${organization} goes another way now`,
    text: `A test has passed for the new configuration of the connection “${name}”, which is in use from now on.`,
    advice: "If that was not expected, switch the connection off on the Single sign-on page.",
  }),
  "connection.disabled": ({ data: { name }, organization, by }: OrganizationTold<"connection.disabled">) => ({
    subject: line`Single sign-on of ${organization} was switched off`,
    text: `${by} switched the connection “${name}” off. Whoever came by it was signed out.`,
  }),
  "connection.deleted": ({ data: { name }, organization, by }: OrganizationTold<"connection.deleted">) => ({
    subject: line`A connection of ${organization} was deleted`,
    text: `${by} deleted the connection “${name}”. Whoever came by it was signed out.`,
  }),
  "connection.certificate-expiring": ({
    data: { name, days },
    organization,
  }: OrganizationTold<"connection.certificate-expiring">) => ({
    subject:
      days > 0
        ? line`A certificate of ${organization} ends in ${days === 1 ? "a day" : `${days} days`}`
        : line`A certificate of ${organization} has ended`,
    text: `The connection “${name}” trusts it. Sign-ins go on with it, but most identity providers replace it by then: without the new one nobody could sign in.`,
    advice: "Read the provider's metadata again, or paste the new certificate, on the Single sign-on page.",
  }),
  "connection.unreachable": ({ data: { name, reason }, organization }: OrganizationTold<"connection.unreachable">) => ({
    subject: line`The identity provider of ${organization} could not be asked`,
    text: `${reason === "metadata" ? `The metadata of the connection “${name}” could not be read` : `Somebody could not sign in by the connection “${name}”`}, for its identity provider does not answer as it should. You hear of it once a day at most.`,
    advice:
      "The Single sign-on page says what was seen. Where single sign-on is required, owners named for break-glass come in by passkey.",
  }),
  "connection.rules-changed": ({
    data: { name, rules },
    organization,
    by,
  }: OrganizationTold<"connection.rules-changed">) => ({
    subject: line`The role rules of ${organization} were changed`,
    text: `${by} changed what people become who sign in by the connection “${name}”. It has ${rules === 1 ? "one rule" : `${rules} rules`} now.`,
    advice: "If that was not expected, look at the rules on the Single sign-on page: they can make people admins.",
  }),
  "setup-link.created": ({ organization, by }: OrganizationTold<"setup-link.created">) => ({
    subject: line`A link to set up single sign-on of ${organization} was made`,
    text: `${by} made a link with which somebody without an account can change how people sign in.`,
    advice: "If that was not expected, take the link back on the Single sign-on page.",
  }),
  "setup-link.opened": ({ organization }: OrganizationTold<"setup-link.opened">) => ({
    subject: line`The link to set up single sign-on of ${organization} was opened`,
    text: "Whoever opened it can change how people sign in until the link ends.",
    advice: "If that was not expected, take the link back on the Single sign-on page.",
  }),
  "setup-link.finished": ({ organization }: OrganizationTold<"setup-link.finished">) => ({
    subject: line`Somebody is done with the link to set up single sign-on of ${organization}`,
    text: "It works no more. Nothing changes for anyone until the connection is switched on.",
    advice: "Look at the Single sign-on page: test the connection, and switch it on.",
  }),
};

// The name is no line of the subject: mail programs make a link of it.
export const aboutDomains = {
  "domain.failing": ({ data: { name, days }, organization }: OrganizationTold<"domain.failing">) => ({
    subject:
      days === 0
        ? line`The proof of a domain of ${organization} is gone`
        : line`The proof of a domain of ${organization} is still gone`,
    text: "The DNS record that proves the domain was not found. Nothing has changed so far. 14 days after it was lost, single sign-on no longer takes in new people with addresses there.",
    facts: [["Domain", name]] as const,
    advice:
      "Put the record back: the organization's page of domains shows it. If the domain is no longer yours, remove it there.",
  }),
  "domain.released": ({ data: { name }, organization }: OrganizationTold<"domain.released">) => ({
    subject: line`A domain of ${organization} no longer takes in new people`,
    text: "The DNS record that proves the domain has been gone for 14 days. Whoever signs in with single sign-on already goes on doing so; new people with addresses there are not taken in.",
    facts: [["Domain", name]] as const,
    advice:
      "Put the record back to take new people in again. If another organization proves the domain first, it is theirs.",
  }),
};
