import { type Standing, urlOf } from "../../addresses.ts";
import { getPublicSuffix } from "tldts";
import { isIP } from "node:net";
import { decideNewAlgorithms } from "../../rules/authenticators/ceremony.ts";
import { ConfigError } from "../config-error.ts";
import { hostPattern, list, matching, onOff, oneOf, origin, page, type Settings, type Values } from "../setting.ts";

const nativeOrigin = matching(
  /^android:apk-key-hash:[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/,
  "must be android:apk-key-hash: and 43 characters of base64url, the SHA-256 of the app's certificate",
);

/** Who passkeys are made for. */
export const passkeySettings = {
  id: {
    name: "MORTISE_RP_ID",
    schema: matching(hostPattern, "must be a host name such as example.com").transform((id) => id.toLowerCase()),
    about:
      "WebAuthn relying-party id: the domain passkeys belong to. Default: the public URL's host. It may be a parent domain of it; changing it later makes every passkey useless.",
  },
  relatedOrigins: {
    name: "MORTISE_RELATED_ORIGINS",
    schema: list(origin),
    default: "",
    about:
      "Comma-separated origins on other domains where the same passkeys work (WebAuthn related origins), listed at `/.well-known/webauthn`.",
  },
  nativeOrigins: {
    name: "MORTISE_NATIVE_ORIGINS",
    schema: list(nativeOrigin),
    default: "",
    about:
      "Comma-separated origins of Android apps whose passkey ceremonies are accepted: `android:apk-key-hash:` and the SHA-256 of the certificate the app is signed with, in base64url. Apps on iOS have the https origin and need none.",
  },
  enrollUrl: {
    name: "MORTISE_PASSKEY_ENROLL_URL",
    schema: page(/^https?$/),
    about:
      "Page where people add a passkey, told to passkey managers at `/.well-known/passkey-endpoints`. Default: the hosted page.",
  },
  manageUrl: {
    name: "MORTISE_PASSKEY_MANAGE_URL",
    schema: page(/^https?$/),
    about: "Page where people manage their passkeys, told in the same place. Default: the hosted page.",
  },
  takesRsa: {
    name: "MORTISE_RSA_PASSKEYS",
    schema: onOff,
    default: "on",
    about:
      "Whether passkeys with RSA keys may be added: all that many TPMs of Windows make, 2048 bits, 112 of security. `off` asks for 128 and more; those already there go on.",
  },
  attestation: {
    name: "MORTISE_ATTESTATION",
    schema: oneOf("none", "direct"),
    default: "none",
    about:
      "Whether authenticators are asked to say what they are. `direct` keeps their statement; some then ask the person for consent.",
  },
} as const satisfies Settings;

/** Who passkeys are made for (WebAuthn's relying party). */
export interface RelyingParty {
  readonly id: string;
  /** Origins whose ceremonies are accepted: the public URL, listed hosts' pages, related origins and native apps. */
  readonly origins: readonly string[];
  readonly relatedOrigins: readonly string[];
  readonly attestation: "none" | "direct";
  /** COSE algorithms that new keys may have, most wanted first. */
  readonly newAlgorithms: readonly number[];
  /** Pages passkey managers send people to. */
  readonly endpoints: { readonly enroll: string; readonly manage: string };
}

interface Server extends Standing {
  readonly publicUrl: string;
  readonly publicHost: string;
  readonly origins: readonly string[];
}

/** Throws `ConfigError` for an id that browsers refuse at the public URL. */
export function readRelyingParty(
  {
    id: given,
    relatedOrigins,
    nativeOrigins,
    enrollUrl,
    manageUrl,
    attestation,
    takesRsa,
  }: Values<typeof passkeySettings>,
  { publicUrl, basePath, publicHost, origins }: Server,
): RelyingParty {
  const id = given ?? publicHost;
  const standing = { publicUrl, basePath };
  if (publicHost !== id && !publicHost.endsWith(`.${id}`))
    throw new ConfigError(
      `MORTISE_RP_ID is ${id}, but the public URL's host is ${publicHost}. It must be that host or a parent domain of it: browsers refuse passkeys for anything else.`,
    );
  if (isIP(id) !== 0 && given)
    throw new ConfigError(`MORTISE_RP_ID is ${id}, an address. Browsers make passkeys for names only.`);
  // Browsers hold a passkey to one owner's domain; under a public suffix each name is somebody else's.
  if (id.includes(".") && isIP(id) === 0 && getPublicSuffix(id, { allowPrivateDomains: true }) === id)
    throw new ConfigError(
      `MORTISE_RP_ID ${given ? "is" : "would be"} ${id}, under which anybody registers names (it is a public suffix). Browsers refuse passkeys for it.`,
    );
  if (given && !id.includes(".") && id !== "localhost")
    throw new ConfigError(`MORTISE_RP_ID is ${id}, which browsers do not accept as a domain of one's own.`);
  return {
    id,
    origins: [...new Set([publicUrl, ...origins, ...relatedOrigins, ...nativeOrigins])],
    relatedOrigins,
    attestation,
    newAlgorithms: decideNewAlgorithms(takesRsa),
    endpoints: {
      enroll: enrollUrl ?? urlOf(standing, "/security/passkeys/new"),
      manage: manageUrl ?? urlOf(standing, "/security"),
    },
  };
}
