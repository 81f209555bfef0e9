import { anonymous } from "../vocabulary/events/actors.ts";
import { circumstances, type Person } from "../sessions/caller.ts";
import { type Account, findAccount } from "../accounts/find-account.ts";
import { type FormerAddress, listFormerAddresses } from "../accounts/former-addresses.ts";
import { switchBackOn } from "./preferences.ts";
import { restoreAddress, secureAccount } from "../accounts/secure-account.ts";
import { findEvents, type SealedEvent } from "../audit/sealed-events.ts";
import { sha256 } from "../crypto/hash.ts";
import { isUniqueViolation } from "../database/dialects.ts";
import { lockAccount } from "../database/lock-account.ts";
import { deliver } from "../delivery/outbox.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideIsGone } from "../rules/sign-in/shut-accounts.ts";
import { decideDisownedSince, decideKeepsSession, decideNotMe } from "../rules/alerts/not-me.ts";
import { endEverything } from "../end-everything.ts";
import { describeSessionById } from "../sessions/trust.ts";
import type { Client, Services, Work, View } from "../services.ts";
import { addressTakenBack } from "./address-taken-back.ts";
import { tellOwner, type ToldEvent } from "./list-alerts.ts";
import { findUnused, type NotMeLinkRow, spendLink, voidLinks } from "./not-me-links.sql.ts";

/** What became of an account whose owner said "this wasn't me". */
export interface Secured {
  readonly endedSessions: number;
  readonly forgottenDevices: number;
  readonly emailRestored: boolean;
}

interface Usable {
  readonly link: NotMeLinkRow;
  readonly account: Account;
  readonly event: SealedEvent;
  /** The address the link was sent to, when the account has left it: it is put back. */
  readonly former: FormerAddress | undefined;
}

/** What a link is about. It is not used by asking. */
export async function lookAtNotMe(
  services: Services,
  token: string,
): Promise<(ToldEvent & { readonly expiresAt: number }) | Refusal<"link-invalid">> {
  const usable = await findUsable(services, sha256(token));
  if (!usable) return refuse("link-invalid");
  return { ...tellOwner(usable.event, "Someone"), expiresAt: usable.link.expiresAt };
}

/** Says by an alert's link that it wasn't its owner. Works once; asks for no session, and opens none. */
export async function sayNotMe(
  services: Services,
  { caller, client }: { caller: Person | null; client: Client },
  token: string,
): Promise<Secured | Refusal<"link-invalid">> {
  const tokenHash = sha256(token);
  const found = await findUsable(services, tokenHash);
  if (!found) return refuse("link-invalid");
  const use = async (work: Work): Promise<Secured | Refusal<"link-invalid">> => {
    await lockAccount(work.tx, found.account.id);
    // Read again behind the lock: another link may have put another address back meanwhile.
    const usable = await findUsable(work, tokenHash);
    if (!usable || !(await spendLink(work.tx, usable.link.id, work.now()))) return refuse("link-invalid");
    return secure(work, { caller, client }, usable);
  };
  try {
    return await services.transact(use);
  } catch (error) {
    // Another account took the address at the same moment. It is taken now, and everything else is done.
    if (isUniqueViolation(error)) return services.transact(use);
    throw error;
  }
}

async function findUsable({ read, now }: View, tokenHash: Uint8Array): Promise<Usable | undefined> {
  const at = now();
  const link = await findUnused(read, tokenHash, at);
  const account = link && (await findAccount(read, link.accountId));
  if (!account || decideIsGone(account, at)) return undefined;
  const { recipient, eventId } = link;
  const addresses = (await listFormerAddresses(read, account.id, at)).filter((each) => each.returnedAt === null);
  const former = addresses.map(({ emailKey }) => emailKey);
  const event = (await findEvents(read, [eventId])).get(eventId);
  const says = decideNotMe({ recipient, current: account.emailKey, former });
  if (!event || says === "refuse") return undefined;
  return {
    link,
    account,
    event,
    former: says === "secure" ? undefined : addresses.find(({ emailKey }) => emailKey === recipient),
  };
}

async function secure(
  work: Work,
  { caller, client }: { caller: Person | null; client: Client },
  { link, account, event, former }: Usable,
): Promise<Secured> {
  const { tx } = work;
  const { accountId, recipient, eventId } = link;
  const own = caller?.account.id === accountId ? caller.session : null;
  const exceptId = own && decideKeepsSession(own, event.sessionId) ? own.id : null;
  // Whoever holds the link was mailed it; that is not the same as having signed in.
  const by = { actor: anonymous, client } as const;
  await secureAccount(work, accountId, { ...by, eventId });
  const session = event.sessionId === null ? undefined : await describeSessionById(tx, event.sessionId);
  const since = decideDisownedSince(event.at, session?.openedAt);
  const why = { reason: "not-me", by, since, keeps: { sessionId: exceptId, deviceId: null } } as const;
  const ended = await endEverything(work, { of: "account", accountId }, why);
  await voidLinks(tx, { accountId, recipient, which: "to-it" }, work.now());
  await switchBackOn(work, { accountId, since }, by);
  const emailRestored = former !== undefined && (await restoreAddress(work, accountId, former, by));
  if (emailRestored) {
    await voidLinks(tx, { accountId, recipient, which: "elsewhere" }, work.now());
    await deliver(work, addressTakenBack(account.email, circumstances(client, work.now())));
  }
  return { endedSessions: ended.sessions, forgottenDevices: ended.rememberedDevices, emailRestored };
}
