import {
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import type { AskedCredential, CreationOptions, MadeCredential, RequestOptions } from "../app/api-types.ts";
import { CeremonyError, troubleOf } from "./trouble.ts";

const defaultTimeoutMs = 300_000;

/** Has the browser make a passkey; `silently` without a prompt, where it may. */
export async function makePasskey(options: CreationOptions, { silently = false } = {}): Promise<MadeCredential> {
  // The server promises the shape the standard gives; its schema leaves room for what browsers add to it.
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const made = await timed(optionsJSON.timeout, () => startRegistration({ optionsJSON, useAutoRegister: silently }));
  return { ...made, response: { ...made.response }, clientExtensionResults: { ...made.clientExtensionResults } };
}

/** Has the browser ask for a passkey: in a prompt, or among what the email field offers. */
export async function askPasskey(options: RequestOptions, { autofill = false } = {}): Promise<AskedCredential> {
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const asked = await timed(optionsJSON.timeout, () =>
    startAuthentication({ optionsJSON, useBrowserAutofill: autofill }),
  );
  const { userHandle, ...response } = asked.response;
  return {
    ...asked,
    response: { ...response, ...(userHandle !== undefined && { userHandle }) },
    clientExtensionResults: { ...asked.clientExtensionResults },
  };
}

/** Ends whatever ceremony runs: the person went on without it. */
export function abandonCeremony(): void {
  WebAuthnAbortService.cancelCeremony();
}

async function timed<Credential>(
  timeoutMs = defaultTimeoutMs,
  ceremony: () => Promise<Credential>,
): Promise<Credential> {
  const begun = performance.now();
  try {
    return await ceremony();
  } catch (error) {
    throw new CeremonyError(troubleOf(error, performance.now() - begun, timeoutMs), error);
  }
}
