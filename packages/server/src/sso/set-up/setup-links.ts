import { urlOf } from "../../addresses.ts";
import { findAccount } from "../../accounts/find-account.ts";
import type { EmailAddress } from "../../accounts/email-address.ts";
import { recordEvent } from "../../audit/record-event.ts";
import { sha256 } from "../../crypto/hash.ts";
import { randomToken } from "../../crypto/random.ts";
import type { Reader } from "../../database/database.ts";
import type { Sweep } from "../../database/sweep.ts";
import { setupLink as setupLinkMail } from "../../delivery/mails-organizations.ts";
import { deliver } from "../../delivery/outbox.ts";
import { maskAddress } from "../../organizations/mask-address.ts";
import { findOrganization } from "../../policies/organizations.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { mailWindowSeconds } from "../../rules/mails/ceilings.ts";
import type { SetupIntent } from "../../vocabulary/sso.ts";
import type { Client, Services, Work } from "../../services.ts";
import type { Steward, StewardRefused } from "../steward.ts";
import {
  deleteOldLinks,
  endStanding,
  insertSetupLink,
  listStanding,
  openSetupLink,
  type SetupLinkRow,
} from "./setup-links.sql.ts";

const hourMs = 60 * 60 * 1000;
/** The longest a link may be good for. */
export const mostHours = 168;
export const setupCookieSeconds = mostHours * 3600;

/** A link with which somebody without an account sets single sign-on up. */
export interface SetupLink {
  readonly id: string;
  readonly intents: readonly SetupIntent[];
  readonly email: string | null;
  /** The account of who made it. */
  readonly createdBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly openedAt: number | null;
}

export function toSetupLink({ id, intents, email, createdBy, ...times }: SetupLinkRow): SetupLink {
  const { createdAt, expiresAt, openedAt } = times;
  return { ...{ id, email, createdBy, createdAt, expiresAt, openedAt }, intents: JSON.parse(intents) as SetupIntent[] };
}

/** A link with the name of who made it; null once they are gone. */
export interface NamedLink extends SetupLink {
  readonly by: string | null;
}

export async function nameLink(read: Reader, link: SetupLink): Promise<NamedLink> {
  return { ...link, by: (await findAccount(read, link.createdBy))?.name ?? null };
}

export interface NewSetupLink {
  readonly intents: readonly SetupIntent[];
  readonly expiresInHours: number;
  readonly address: EmailAddress | undefined;
  /** Whoever makes it, as the mail calls them. */
  readonly by: { readonly name: string; readonly email: string };
}

type Refused = StewardRefused | Refusal<"rate-limited">;

/** Makes a link, which is told once. The one before stops working, and whoever had opened it is out. */
export function createSetupLink(
  services: Services,
  steward: Steward,
  { intents, expiresInHours, address, by }: NewSetupLink,
): Promise<{ readonly id: string; readonly url: string } | Refused> {
  const token = randomToken(services.random);
  return services.transact(async (work): Promise<{ id: string; url: string } | Refused> => {
    const held = await steward.hold(work);
    if (held) return held;
    const { organizationId, accountId } = steward;
    const [at, id] = [work.now(), work.newId("link")];
    const expiresAt = at + expiresInHours * hourMs;
    const url = urlOf(work.config, `/set-up#token=${token}`);
    const organization = await findOrganization(work.tx, organizationId);
    if (!organization) return refuse("not-found");
    if (address) {
      const words = { organization: organization.name, by, url, expiresAt };
      if (!(await deliver(work, setupLinkMail(address.email, words)))) return tooManyMails(work);
    }
    await endStanding(work.tx, organizationId, { replacedAt: at });
    await insertSetupLink(work.tx, {
      ...{
        id,
        organizationId,
        tokenHash: sha256(token),
        secretHash: null,
        intents: JSON.stringify([...new Set(intents)]),
      },
      ...{ email: address?.email ?? null, createdBy: accountId ?? "", createdAt: at, expiresAt },
      ...{ openedAt: null, replacedAt: null, revokedAt: null },
    });
    const to = address ? maskAddress(address.email) : null;
    const data = { setupLinkId: id, intents: [...new Set(intents)], to };
    await recordEvent(work, { ...steward.about, accountId: null, type: "setup-link.created", data });
    return { id, url };
  });
}

const tooManyMails = ({ now }: Work): Refusal<"rate-limited"> =>
  refuse("rate-limited", {
    detail: "This address was sent ten mails with a link within an hour. Try again later.",
    retryAt: now() + mailWindowSeconds * 1000,
  });

/** The link that stands, if one does. */
export async function findStandingLink(read: Reader, organizationId: string, now: number): Promise<SetupLink | null> {
  const [row] = await listStanding(read, organizationId, now);
  return row ? toSetupLink(row) : null;
}

/** Ends the link: taken back, or its holder is done with it. Whoever had opened it is out. */
export function endSetupLinks(
  services: Services,
  steward: Steward,
  how: "revoked" | "finished",
): Promise<StewardRefused | undefined> {
  return services.transact(async (work) => {
    const held = await steward.hold(work);
    if (held) return held;
    for (const { id } of await endStanding(work.tx, steward.organizationId, { revokedAt: work.now() })) {
      const about = { ...steward.about, accountId: null };
      await recordEvent(work, { ...about, type: `setup-link.${how}`, data: { setupLinkId: id } });
    }
    return undefined;
  });
}

/** Opens a link, once: from then on this browser has a secret of its own, which can do what the link is for and nothing else. */
export function openLink(
  services: Services,
  client: Client,
  token: string,
): Promise<{ readonly secret: string; readonly link: SetupLink } | Refusal<"link-invalid">> {
  const secret = randomToken(services.random);
  return services.transact(async (work): Promise<{ secret: string; link: SetupLink } | Refusal<"link-invalid">> => {
    const opened = { tokenHash: sha256(token), secretHash: sha256(secret) };
    const row = await openSetupLink(work.tx, opened, work.now());
    if (!row) return refuse("link-invalid");
    const { id, organizationId } = row;
    const about = { accountId: null, organizationId, client, actor: { kind: "setup-link", id } as const };
    await recordEvent(work, { ...about, type: "setup-link.opened", data: { setupLinkId: id } });
    return { secret, link: toSetupLink(row) };
  });
}

/** A link is forgotten a month after its end. */
export const sweepSetupLinks: Sweep = (tx, now, most) => deleteOldLinks(tx, now - 30 * 24 * hourMs, most);
