import { Check } from "../parts/check.tsx";
import { plural } from "../parts/format.ts";
import { signInText } from "./strings.ts";
import type { SignInCeremony } from "./use-sign-in.ts";

/** Offered with the second step, where the deployment allows it. */
export function RememberDevice({ ceremony }: { ceremony: SignInCeremony }) {
  const { attempt, remember } = ceremony.state;
  if (attempt?.rememberDays === undefined) return null;
  return (
    <Check checked={remember} onChange={ceremony.remember} hint={signInText.rememberHint}>
      {plural(attempt.rememberDays, signInText.remember)}
    </Check>
  );
}
