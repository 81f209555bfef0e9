import { attemptText } from "../attempts/strings.ts";
import type { WayOfKind } from "../attempts/ways.ts";
import type { SignInCeremony } from "./use-sign-in.ts";

export function AnotherWay({ ceremony, ways }: { ceremony: SignInCeremony; ways: WayOfKind[] }) {
  if (ways.length < 2) return null;
  return (
    <button type="button" className="m-link-btn" onClick={ceremony.another}>
      {attemptText.anotherWay}
    </button>
  );
}
