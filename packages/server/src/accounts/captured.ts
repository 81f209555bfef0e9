import { listIdentities } from "../authenticators/identity/identities.ts";
import { findCapture } from "../policies/capture.ts";
import { gatherBelonging } from "../policies/holdings.ts";
import { findOrganization } from "../policies/organizations.ts";
import type { Refusal } from "../problems.ts";
import type { Belonging } from "../rules/policies/held/held-places.ts";
import { type CapturedFacts, ssoRequired } from "../rules/sso/capture.ts";
import { decideNewAddress } from "../rules/sso/captured-acts.ts";
import type { View } from "../services.ts";
import type { Vouched } from "../vocabulary/sso.ts";
import { type AccountRow, findById } from "./accounts.sql.ts";

type Whose = Pick<AccountRow, "id" | "email">;

/** Whether somebody must come by an identity provider, and by what of theirs they could have. */
export async function gatherCaptured(
  { read }: Pick<View, "read">,
  { id, email }: Whose,
  { places }: Pick<Belonging, "places">,
  vouched: Vouched | null,
): Promise<CapturedFacts | null> {
  const capture = await findCapture(read, email, places);
  if (!capture) return null;
  const isTheirs = (organizationId: string): boolean => capture.organizationIds.includes(organizationId);
  const identities = (await listIdentities(read, id)).filter(({ organizationId }) => isTheirs(organizationId));
  return {
    isBreakGlass: capture.isBreakGlass,
    identities: identities.map((identity) => identity.id),
    isVouchedFor: vouched !== null && isTheirs(vouched.organizationId),
  };
}

/** The same of the holder of an account as they are now. */
export async function findCaptured(view: View, accountId: string): Promise<CapturedFacts | null> {
  const account = await findById(view.read, accountId);
  return account ? gatherCaptured(view, account, await gatherBelonging(view, accountId), null) : null;
}

/** Refuses what is done with a password to whoever signs in by an identity provider alone. An account that is not made yet has no id. */
export async function refuseCaptured(
  view: View,
  { id, email }: { readonly id: string | null; readonly email: string },
): Promise<Refusal<"not-allowed"> | undefined> {
  const { places } = await gatherBelonging(view, id ?? "");
  return (await findCapture(view.read, email, places)) ? ssoRequired : undefined;
}

/** Refuses an address by which somebody would get away from the organization they sign in through. */
export async function refuseNewAddress(
  view: View,
  { id, email }: Whose,
  newAddress: string,
): Promise<Refusal<"not-allowed"> | undefined> {
  const { places } = await gatherBelonging(view, id);
  const [now, then] = [await findCapture(view.read, email, places), await findCapture(view.read, newAddress, places)];
  return decideNewAddress(now, then);
}

/** The names of the organizations whose provider the holder of an address must come by; none where nobody asks that. */
export async function listCapturing(
  view: View,
  { id, email }: { readonly id: string | null; readonly email: string },
): Promise<string[]> {
  const { places } = await gatherBelonging(view, id ?? "");
  const capture = await findCapture(view.read, email, places);
  const found = await Promise.all((capture?.organizationIds ?? []).map((each) => findOrganization(view.read, each)));
  return found.flatMap((organization) => (organization ? [organization.name] : []));
}
