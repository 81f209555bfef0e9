import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** What an authenticator's answer may be made to say, to see it refused. */
export interface Lies {
  readonly type?: string;
  readonly challenge?: string;
  readonly origin?: string;
  readonly crossOrigin?: boolean;
  readonly topOrigin?: string;
  readonly rpId?: string;
  readonly userPresent?: boolean;
  readonly userVerified?: boolean;
  readonly backupEligible?: boolean;
  readonly backedUp?: boolean;
  readonly counter?: number;
  readonly userHandle?: string | null;
  /** Another credential's id under this one's signature. */
  readonly id?: string;
  /** COSE algorithm written into the key instead of ES256. */
  readonly algorithm?: number;
  readonly tamperSignature?: boolean;
  /** A COSE key instead of its own. */
  readonly publicKey?: Uint8Array;
  /** Bytes in front of the client data, behind authenticator data and behind the attestation object. */
  readonly before?: { readonly clientData?: Uint8Array };
  readonly behind?: { readonly authData?: Uint8Array; readonly attestation?: Uint8Array };
  /** The signature written in another way. */
  rewrite?(signature: Buffer): Uint8Array;
}

export interface Traits {
  readonly userVerified?: boolean;
  readonly backupEligible?: boolean;
  readonly backedUp?: boolean;
  /** False: the counter stays 0, as synced passkeys' do. */
  readonly counts?: boolean;
  readonly aaguid?: string;
  /** What it says of being discoverable (credProps.rk), instead of what was asked for; null: nothing. */
  readonly rk?: boolean | null;
}

interface Held {
  readonly id: string;
  key: KeyObject;
  readonly userHandle: string;
  counter: number;
}

const b64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");
const none = Buffer.alloc(0);
const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();

/** As much of the options as an authenticator reads. */
interface CreationOptions {
  readonly rp: { readonly id: string };
  readonly user: { readonly id: string };
  readonly challenge: string;
  readonly authenticatorSelection?: { readonly residentKey?: string };
}
interface RequestOptions {
  readonly rpId: string;
  readonly challenge: string;
  readonly allowCredentials: readonly { readonly id: string }[];
}

/** An authenticator without a screen: ES256, attestation "none", as honest as it is told to be. */
export class SoftwareAuthenticator {
  readonly held: Held[] = [];
  readonly traits: Traits;
  readonly origin: string;

  constructor(origin: string, traits: Traits = {}) {
    this.origin = origin;
    this.traits = { userVerified: true, counts: true, ...traits };
  }

  /** Answers `navigator.credentials.create` for options the server made. */
  create(options: CreationOptions, lies: Lies = {}) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const held: Held = { id: b64(randomBytes(32)), key: privateKey, userHandle: options.user.id, counter: 0 };
    this.held.push(held);
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    const cose = map([
      [1, 2],
      [3, lies.algorithm ?? -7],
      [-1, 1],
      [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")],
    ]);
    const id = Buffer.from(held.id, "base64url");
    const length = Buffer.from([id.length >> 8, id.length & 255]);
    const aaguid = Buffer.from((this.traits.aaguid ?? "0".repeat(32)).replaceAll("-", ""), "hex");
    const { authData: tail = none, attestation: end = none } = lies.behind ?? {};
    const data = this.authData(options.rp.id, held, lies, true);
    const authData = Buffer.concat([data, aaguid, length, id, lies.publicKey ?? cose, tail]);
    const attestationObject = map([
      ["fmt", "none"],
      ["attStmt", new Map<never, never>()],
      ["authData", authData],
    ]);
    const clientDataJSON = b64(this.clientData("webauthn.create", options.challenge, lies));
    return {
      id: lies.id ?? held.id,
      rawId: lies.id ?? held.id,
      type: "public-key" as const,
      clientExtensionResults: this.extensionResults(options),
      response: {
        clientDataJSON,
        attestationObject: b64(Buffer.concat([attestationObject, end])),
        transports: ["internal", "hybrid"],
      },
    };
  }

  /** Answers `navigator.credentials.get` with the first credential the options allow. */
  get(options: RequestOptions, lies: Lies = {}) {
    const allowed = options.allowCredentials.map(({ id }) => id);
    const held = this.held.find(({ id }) => allowed.length === 0 || allowed.includes(id)) ?? this.held[0];
    if (!held) throw new Error("This authenticator holds nothing.");
    if (this.traits.counts) held.counter++;
    const tail = lies.behind?.authData ?? none;
    const authData = Buffer.concat([this.authData(options.rpId, held, lies, false), tail]);
    const clientData = this.clientData("webauthn.get", options.challenge, lies);
    const signature = sign("sha256", Buffer.concat([authData, sha256(clientData)]), held.key);
    if (lies.tamperSignature) signature[signature.length - 1]! ^= 1;
    const userHandle = lies.userHandle === undefined ? held.userHandle : lies.userHandle;
    return {
      id: lies.id ?? held.id,
      rawId: lies.id ?? held.id,
      type: "public-key" as const,
      clientExtensionResults: {},
      response: {
        clientDataJSON: b64(clientData),
        authenticatorData: b64(authData),
        signature: b64(lies.rewrite?.(signature) ?? signature),
        ...(userHandle !== null && { userHandle }),
      },
    };
  }

  /** The same secrets in a second place, as a thief would have them. */
  clone(): SoftwareAuthenticator {
    const copy = new SoftwareAuthenticator(this.origin, this.traits);
    for (const { id, key, userHandle, counter } of this.held)
      copy.held.push({
        id,
        key: createPrivateKey(key.export({ format: "pem", type: "pkcs8" })),
        userHandle,
        counter,
      });
    return copy;
  }

  private extensionResults({ authenticatorSelection }: CreationOptions): { credProps?: { rk: boolean } } {
    const { rk = authenticatorSelection?.residentKey === "required" } = this.traits;
    return rk === null ? {} : { credProps: { rk } };
  }

  private clientData(type: string, challenge: string, lies: Lies): Buffer {
    const json = Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? this.origin,
        crossOrigin: lies.crossOrigin ?? false,
        ...(lies.topOrigin && { topOrigin: lies.topOrigin }),
      }),
    );
    return Buffer.concat([lies.before?.clientData ?? none, json]);
  }

  private authData(rpId: string, held: Held, lies: Lies, isNew: boolean): Buffer {
    const said = { ...this.traits, ...lies };
    const flags =
      ((said.userPresent ?? true) ? 1 : 0) |
      (said.userVerified ? 4 : 0) |
      (said.backupEligible ? 8 : 0) |
      (said.backedUp ? 16 : 0) |
      (isNew ? 64 : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(lies.counter ?? held.counter);
    return Buffer.concat([sha256(lies.rpId ?? rpId), Buffer.from([flags]), counter]);
  }
}

export type Cbor = number | string | Uint8Array | Map<never, never>;

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}

// As much CBOR (RFC 8949) as authenticators write.
function encode(value: Cbor): Buffer {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Map) return head(5, 0);
  return Buffer.concat([head(2, value.length), value]);
}

/** A CBOR map, as authenticators write it. */
export function map(entries: readonly (readonly [Cbor, Cbor])[]): Buffer {
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([key, value]) => [encode(key), encode(value)])]);
}
