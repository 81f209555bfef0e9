import { type Answer, change } from "./saml-idp.ts";
import { own, type Setting } from "./saml-reading.ts";

/** A good response but for one thing, and the names of the checks that must fail for it. */
export type Lie = readonly [name: string, failed: readonly string[], lie: Partial<Answer>, setting?: Setting];

export const inWords = (lies: readonly Lie[]) =>
  lies.map(([name, failed, lie, setting = {}]) => ({ name, failed, lie, setting }));

/** A change of the assertion before anything is signed. */
export const before = (from: string | RegExp, to: string): Partial<Answer> => ({ beforeSigning: change(from, to) });
/** A change of the response around it, before that is signed. */
export const around = (from: string | RegExp, to: string): Partial<Answer> => ({
  beforeSigningResponse: change(from, to),
});
/** A change of what was signed. */
export const after = (from: string | RegExp, to: string): Partial<Answer> => ({ afterSigning: change(from, to) });
export const encrypted = (more: Partial<NonNullable<Answer["encrypt"]>> = {}): Partial<Answer> => ({
  encrypt: { certificatePem: own.certificatePem, ...more },
});
