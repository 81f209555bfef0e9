import { sha256 } from "../../crypto/hash.ts";
import { lockOrganization } from "../../policies/organizations.ts";
import { planOf } from "../../policies/retention.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { decideInPlan } from "../../rules/organizations/plans.ts";
import type { SetupIntent } from "../../vocabulary/sso.ts";
import type { Client, Services } from "../../services.ts";
import type { Steward } from "../steward.ts";
import { findOpenedLink } from "./setup-links.sql.ts";
import { type SetupLink, toSetupLink } from "./setup-links.ts";

/** Whoever has opened a set-up link, in the browser that opened it. */
export interface LinkHolder {
  readonly link: SetupLink;
  readonly organizationId: string;
  readonly steward: Steward;
}

/** Finds who has opened a link in this browser, if it is for what they want to do. */
export async function findLinkHolder(
  { read, now }: Pick<Services, "read" | "now">,
  client: Client,
  intent?: SetupIntent | readonly SetupIntent[],
): Promise<LinkHolder | Refusal<"link-invalid" | "not-allowed">> {
  const { setupSecret } = client;
  const secretHash = setupSecret === null ? undefined : sha256(setupSecret);
  const row = secretHash && (await findOpenedLink(read, secretHash, now()));
  if (!secretHash || !row) return refuse("link-invalid");
  const link = toSetupLink(row);
  const wanted = intent === undefined ? link.intents : [intent].flat();
  if (!wanted.some((each) => link.intents.includes(each)))
    return refuse("not-allowed", {
      reason: "intent",
      detail: "This link was made for something else. Ask for another one.",
    });
  const { id, organizationId } = row;
  const steward: Steward = {
    ...{ organizationId, accountId: null, setupLinkId: id },
    about: { actor: { kind: "setup-link", id }, organizationId, client },
    async hold(work) {
      const organization = await lockOrganization(work.tx, organizationId);
      const standing = await findOpenedLink(work.tx, secretHash, work.now());
      if (!organization || !standing) return refuse("not-found");
      return decideInPlan(planOf(work, organization.plan), "sso");
    },
  };
  return { link, organizationId, steward };
}
