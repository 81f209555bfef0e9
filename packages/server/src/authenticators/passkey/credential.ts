import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";

interface Credential<Response> {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly response: Response;
}

/** The answer to a creation ceremony, as far as it is read (WebAuthn L3 §5.1, `RegistrationResponseJSON`). All base64url. */
export type RegistrationAnswer = Credential<{
  readonly clientDataJSON: string;
  readonly attestationObject: string;
  readonly transports?: readonly string[] | undefined;
}> & {
  /** What the browser says of extensions: read where it is looked for, and nonsense is no answer. */
  readonly clientExtensionResults?: Readonly<Record<string, unknown>> | undefined;
};

/** The answer to a request ceremony, as far as it is read (WebAuthn L3 §5.1, `AuthenticationResponseJSON`). All base64url. */
export type AssertionAnswer = Credential<{
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle?: string | null | undefined;
}>;

/** The same for the library: only what is verified is handed on. */
export function toRegistrationJson({ id, rawId, type, response }: RegistrationAnswer): RegistrationResponseJSON {
  const { clientDataJSON, attestationObject } = response;
  return { id, rawId, type, clientExtensionResults: {}, response: { clientDataJSON, attestationObject } };
}

export function toAssertionJson({ id, rawId, type, response }: AssertionAnswer): AuthenticationResponseJSON {
  const { clientDataJSON, authenticatorData, signature } = response;
  return { id, rawId, type, clientExtensionResults: {}, response: { clientDataJSON, authenticatorData, signature } };
}
