import type { CDPSession, Page } from "playwright-core";
import type { Window } from "./browser.ts";

/** A device or key the browser can use, driven by the test. */
export interface VirtualAuthenticator {
  readonly id: string;
  credentials(): Promise<{ credentialId: string; userName?: string; userDisplayName?: string; signCount: number }[]>;
  /** Whether the person is recognised when asked: finger, face, PIN. */
  setVerified(verified: boolean): Promise<void>;
  /** Whether somebody is there to touch it. */
  setPresent(present: boolean): Promise<void>;
  remove(): Promise<void>;
}

export interface AuthenticatorTraits {
  transport?: "internal" | "usb";
  verifies?: boolean;
  recognises?: boolean;
  synced?: boolean;
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

async function connect(window: Window): Promise<CDPSession> {
  const session = await window.connect();
  await session.send("WebAuthn.enable", { enableUI: false });
  window.undo.push(async () => {
    sessions.delete(window.page);
    // Its devices go with it.
    await session.send("WebAuthn.disable");
    await session.detach();
  });
  return session;
}

/** Runs something in every page the window loads from now on, before the page's own. */
async function runFirst(window: Window, script: () => void): Promise<void> {
  const session = await window.connect();
  await session.send("Page.enable");
  await session.send("Page.addScriptToEvaluateOnNewDocument", { source: `(${script.toString()})()` });
  window.undo.push(() => session.detach());
}

/** Must be there before a page asks what the browser can do. */
export async function plugIn(window: Window, traits: AuthenticatorTraits = {}): Promise<VirtualAuthenticator> {
  const { transport = "internal", verifies = true, recognises = true, synced = false } = traits;
  const connection = sessions.get(window.page) ?? connect(window);
  sessions.set(window.page, connection);
  const session = await connection;
  const { authenticatorId: id } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport,
      hasResidentKey: verifies,
      hasUserVerification: verifies,
      isUserVerified: recognises,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: synced,
      defaultBackupState: synced,
    },
  });
  return {
    id,
    credentials: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId: id })).credentials,
    setVerified: async (isUserVerified) => {
      await session.send("WebAuthn.setUserVerified", { authenticatorId: id, isUserVerified });
    },
    setPresent: async (enabled) => {
      await session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId: id, enabled });
    },
    remove: async () => {
      await session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: id });
    },
  };
}

/** A browser that cannot offer passkeys in a field, for tests of everything else: a virtual device picks one at once. */
export async function withoutAutofill(window: Window): Promise<void> {
  await runFirst(window, () => {
    // A page that is no secure context, such as a blank one, has none to begin with.
    if (!("PublicKeyCredential" in globalThis)) return;
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
}

/** A browser that knows nothing of passkeys. */
export async function withoutWebAuthn(window: Window): Promise<void> {
  await runFirst(window, () => {
    Reflect.deleteProperty(globalThis, "PublicKeyCredential");
  });
}

/** Notes every signal to the passkey manager, and still sends it. */
export async function noteSignals(window: Window): Promise<void> {
  await runFirst(window, () => {
    if (!("PublicKeyCredential" in globalThis)) return;
    const noted: unknown[] = JSON.parse(sessionStorage.getItem("signals") ?? "[]") as unknown[];
    for (const name of ["signalAllAcceptedCredentials", "signalCurrentUserDetails", "signalUnknownCredential"]) {
      const original = Reflect.get(PublicKeyCredential, name) as (told: object) => Promise<void>;
      Reflect.set(PublicKeyCredential, name, (told: object) => {
        noted.push({ name, ...told });
        sessionStorage.setItem("signals", JSON.stringify(noted));
        return original.call(PublicKeyCredential, told);
      });
    }
  });
}

export interface Signal {
  name: string;
  rpId: string;
  userId?: string;
  allAcceptedCredentialIds?: string[];
  credentialId?: string;
  displayName?: string;
}

export function signalsOf(page: Page): Promise<Signal[]> {
  return page.evaluate(() => JSON.parse(sessionStorage.getItem("signals") ?? "[]") as Signal[]);
}
