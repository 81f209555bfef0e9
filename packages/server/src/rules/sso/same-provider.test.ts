import { expect, test } from "vitest";
import { type ProviderIdentity, refuseOther } from "./same-provider.ts";

const here = { entityId: "https://idp.example/saml", ssoUrl: "https://idp.example/sso" };

test.each<[string, ProviderIdentity, ProviderIdentity, boolean]>([
  ["the same", here, { ...here }, false],
  ["another name", here, { ...here, entityId: "https://evil.example/saml" }, true],
  ["another address", here, { ...here, ssoUrl: "https://evil.example/sso" }, true],
  ["another protocol", here, null, true],
  ["of a connection of another protocol", null, here, true],
  ["neither", null, null, true],
])("%s", (_name, now, given, isRefused) => {
  expect(refuseOther(now, given)?.reason).toBe(isRefused ? "intent" : undefined);
});
