import type { LogScope } from "../../../vocabulary/states.ts";
import { type Details, hashDetails, hashEntry, hashOutline, type Outline, saltBytes } from "../tree/entry.ts";
import type { Acted, EventReader } from "../../../rules/log/reading.ts";
import type { TreeHash } from "../tree/merkle.ts";

/** What a bundle says of itself, on its first line. */
export interface BundleHead {
  readonly format: "mortise-log-bundle/1";
  /** The signed note of the checkpoint every proof leads to. */
  readonly checkpoint: string;
  readonly scope: LogScope;
  /** Whose events, when they are one account's. */
  readonly account?: string;
  /** Whose slice, when it is an organization's. */
  readonly organization?: string;
  /** Present when some events were left out on purpose: their absence proves nothing. */
  readonly filter?: Readonly<Record<string, string>>;
  readonly exportedAt: string;
  /** What events said goes after so long. */
  readonly retentionDays: number;
  /** Shows that the log continues one of another size. */
  readonly since?: { readonly size: number; readonly proof: readonly string[] };
}

/** What ends a bundle, on its last line. */
export interface BundleEnd {
  readonly lines: number;
  /** SHA-256 over everything before it, base64. */
  readonly digest: string;
  /** A signed note over both, by the log's key. */
  readonly note: string;
}

export interface LineProof {
  /** The event's place in the log. */
  readonly index: number;
  /** Hashes of the siblings that are not yet shown by the lines before, the lowest first, base64. */
  readonly path: readonly string[];
  /** Of the outline and the details, base64. Half of it when the event was erased or withheld, none when it has expired. */
  readonly salts?: string;
  readonly accountNumber?: number;
  readonly organizationNumber?: number;
  /** Where the outline itself is gone. */
  readonly outlineHash?: string;
  readonly detailsHash?: string;
  readonly bundle?: BundleHead;
  readonly end?: BundleEnd;
}

/** One event of a bundle. Absent members are null; `gone` says why there is less than usual. */
export interface BundleLine {
  readonly id: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  /** `erased` with its account; `expired` with age; `withheld` from this reader; `missing` though it should be there. */
  readonly gone?: "erased" | "expired" | "withheld" | "missing";
  readonly type?: string;
  readonly actor?: { readonly kind: string; readonly id: string | null };
  readonly account?: string | null;
  readonly organization?: string | null;
  readonly session?: string | null;
  readonly request?: string | null;
  readonly ip?: string | null;
  readonly device?: string | null;
  readonly place?: Readonly<Record<string, unknown>> | null;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly proof: LineProof;
}

/** Whose eyes a bundle is for. */
export function readerOf({ scope, account = "" }: BundleHead): EventReader {
  return scope === "account" ? { scope, accountId: account } : { scope };
}

export function actedOf({ organization = null, actor }: Pick<BundleLine, "organization" | "actor">): Acted {
  return { organizationId: organization, actorKind: actor?.kind ?? "", actorId: actor?.id ?? null };
}

const bytes = (text: string | undefined): Uint8Array => Buffer.from(text ?? "", "base64");

/** The hash of the leaf this line claims to be; undefined when something it needs is not there. */
export function leafOf(line: BundleLine): TreeHash | undefined {
  const { id, proof } = line;
  const at = Date.parse(line.at);
  if (!Number.isSafeInteger(at) || new Date(at).toISOString() !== line.at) return undefined;
  const salts = bytes(proof.salts);
  const isFull = line.gone === undefined;
  const hasOutline = keepsOutline(line.gone);
  if (salts.length !== (isFull ? 2 * saltBytes : hasOutline ? saltBytes : 0)) return undefined;
  const outlineHash = hasOutline
    ? hashOutline(salts.subarray(0, saltBytes), outlineOf(line))
    : bytes(proof.outlineHash);
  const detailsHash = isFull ? hashDetails(salts.subarray(saltBytes), detailsOf(line)) : bytes(proof.detailsHash);
  return outlineHash.length === 32 && detailsHash.length === 32
    ? hashEntry({ id, at, outlineHash, detailsHash })
    : undefined;
}

/** Whether a line says what happened, and by whom, though perhaps no more. */
export function keepsOutline(gone: BundleLine["gone"] | ""): boolean {
  return !gone || gone === "erased" || gone === "withheld";
}

function outlineOf({ type, actor, account, organization, session, request, proof }: BundleLine): Outline {
  return {
    type: type ?? "",
    actor: { kind: actor?.kind ?? "", id: actor?.id ?? null },
    account: account ?? null,
    accountNumber: proof.accountNumber ?? null,
    organization: organization ?? null,
    organizationNumber: proof.organizationNumber ?? null,
    session: session ?? null,
    request: request ?? null,
  };
}

function detailsOf({ data, ip, device, place }: BundleLine): Details {
  return { data: data ?? {}, ip: ip ?? null, device: device ?? null, place: place ?? null };
}
