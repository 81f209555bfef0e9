import { refuse, type Refusal } from "../../../problems.ts";
import { listForRole } from "../../requests/acting.ts";
import { type Allowlist, compileAllowlist } from "../allowlist.ts";
import type { IpAllowlist } from "../../../vocabulary/policies.ts";
import { changes, type PolicyChangeFacts, type Standing } from "./change-facts.ts";

type Refused = Refusal<"not-allowed"> | undefined;

const no = (reason: string, detail: string): Refusal<"not-allowed"> => refuse("not-allowed", { reason, detail });

/** An IP allowlist ready to be asked. */
export interface ReadyAllowlist {
  readonly everyone: Allowlist;
  readonly admins: Allowlist | null;
}

export function readyAllowlist({ entries, adminEntries }: IpAllowlist): ReadyAllowlist {
  return { everyone: compileAllowlist(entries), admins: adminEntries ? compileAllowlist(adminEntries) : null };
}

/** Refuses a list that would keep out whoever sets it, or all owners; one that lets nobody in; one that could not be checked. */
export function decideAllowlistChange(facts: PolicyChangeFacts): Refused {
  const list = facts.after.ipAllowlist;
  if (!list?.enabled || !changes(facts, "ipAllowlist")) return undefined;
  return decideReadable(list, facts) ?? decideOwnAddress(list, facts) ?? decideOwnersLeft(list, facts);
}

function decideReadable({ entries, adminEntries }: IpAllowlist, { addressFault }: PolicyChangeFacts): Refused {
  if (entries.length === 0 || adminEntries?.length === 0)
    return no("empty-allowlist", "An empty list lets nobody in. Add your own address first, or switch the list off.");
  if (addressFault === null) return undefined;
  const what = addressFault === "unknown" ? "is not known" : "is that of a proxy";
  return no(
    "address-unknown",
    `The address this request comes from ${what}, so the list would keep out people it should let in. Ask whoever runs this service to check MORTISE_TRUSTED_PROXIES first.`,
  );
}

function decideOwnAddress(list: IpAllowlist, { caller, isWorkspace }: PolicyChangeFacts): Refused {
  const address = caller.addresses[0] ?? "";
  if (!caller.isHeld || isOn(readyAllowlist(list), caller, address)) return undefined;
  if (list.adminEntries)
    return no(
      "own-address-admins",
      `Your own address, ${address}, is not on the list for owners and admins. Add it, or a range that holds it, there.`,
    );
  const where = isWorkspace ? "the workspace's list, and you are in that workspace" : "the list";
  return no(
    "own-address",
    `Your own address, ${address}, is not on ${where}. Add it, or a range that holds it, first.`,
  );
}

function decideOwnersLeft(list: IpAllowlist, { owners, isWorkspace }: PolicyChangeFacts): Refused {
  if (isWorkspace || !areOwnersKeptOut(list, owners)) return undefined;
  return no(
    "owners-addresses",
    "No owner came from an address on the list in the last 30 days. Add one of theirs, or ask an owner to name two owners for break-glass first.",
  );
}

/** Whether a list would keep out every owner: none came from it lately, and no two are named for break-glass. */
export function areOwnersKeptOut(list: IpAllowlist, owners: readonly Standing[]): boolean {
  if (owners.filter(({ isBreakGlass }) => isBreakGlass).length >= 2) return false;
  const ready = readyAllowlist(list);
  return !owners.some((owner) => owner.addresses.some((address) => isOn(ready, owner, address)));
}

/** Whether an address is on the list somebody is held to. */
export function isOn(list: ReadyAllowlist, { role }: Pick<Standing, "role">, address: string): boolean {
  return listForRole(list, role).has(address);
}
