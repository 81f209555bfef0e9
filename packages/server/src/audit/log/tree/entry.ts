import { sha256OfText } from "../../../crypto/hash.ts";
import { toBase64 } from "../../../crypto/base64.ts";
import { canonicalJson } from "./canonical-json.ts";
import { leafPrefix, type TreeHash } from "./merkle.ts";

/** What stays when an account is erased: that something happened, and by whom, as ids. */
export interface Outline {
  readonly type: string;
  readonly actor: { readonly kind: string; readonly id: string | null };
  readonly account: string | null;
  /** The so-manieth sealed event of this account, from 1: a slice that leaves one out shows a gap. */
  readonly accountNumber: number | null;
  readonly organization: string | null;
  readonly organizationNumber: number | null;
  readonly session: string | null;
  readonly request: string | null;
}

/** What goes when an account is erased: names, addresses, places. */
export interface Details {
  readonly data: Readonly<Record<string, unknown>>;
  readonly ip: string | null;
  readonly device: string | null;
  readonly place: Readonly<Record<string, unknown>> | null;
}

/** An entry of the log: an instant, an id, and the salted hashes of the rest, so that the rest can go while the proof stays. */
export interface Entry {
  readonly id: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly outlineHash: TreeHash;
  readonly detailsHash: TreeHash;
}

/** Bytes of one salt. Without it what was erased could be found again by trying. */
export const saltBytes = 16;

// Members in the order canonical JSON has them, so that the built-in writer, which is faster, writes just that.
function outlineJson(outline: Outline): string {
  const { account, accountNumber, actor, organization, organizationNumber, request, session, type } = outline;
  const { id, kind } = actor;
  return JSON.stringify({
    account,
    accountNumber,
    actor: { id, kind },
    organization,
    organizationNumber,
    request,
    session,
    type,
  });
}

/** SHA-256 of the salt and the canonical JSON. */
export function hashOutline(salt: Uint8Array, outline: Outline): TreeHash {
  return sha256OfText(salt, outlineJson(outline));
}

export function hashDetails(salt: Uint8Array, { data, device, ip, place }: Details): TreeHash {
  const [given, origin] = [canonicalJson(data), canonicalJson(place)];
  const text = `{"data":${given},"device":${JSON.stringify(device)},"ip":${JSON.stringify(ip)},"place":${origin}}`;
  return sha256OfText(salt, text);
}

/** The hash of the leaf an entry is in the tree (RFC 6962 §2.1). */
export function hashEntry({ id, at, outlineHash, detailsHash }: Entry): TreeHash {
  const [outline, details] = [toBase64(outlineHash), toBase64(detailsHash)];
  return sha256OfText(leafPrefix, JSON.stringify({ at, details, id, outline }));
}
