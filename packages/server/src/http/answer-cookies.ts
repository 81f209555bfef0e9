import { linkSeconds } from "../accounts/mailed-link.ts";
import { attemptCookieSeconds } from "../attempts/attempt.ts";
import { setupCookieSeconds } from "../sso/set-up/setup-links.ts";
import { deviceCookieSeconds, signDeviceId } from "../sessions/known-devices.ts";
import type { World } from "../services.ts";
import type { Answer } from "./call.ts";
import { cookieNames, setCookie } from "./cookies.ts";

/** The cookies that an answer gives a browser, or takes. */
export function cookiesOf({ config, keys }: World, answer: Answer): string[] {
  const { newToken, deviceId, endsSession, signUpSecret, attemptSecret, setupSecret } = answer;
  const names = cookieNames(config);
  return [
    ...(newToken ? [setCookie(config, names.session, newToken, config.session.absoluteSeconds)] : []),
    ...(endsSession ? [setCookie(config, names.session, "", 0)] : []),
    ...(deviceId ? [setCookie(config, names.device, signDeviceId(keys, deviceId), deviceCookieSeconds)] : []),
    ...(signUpSecret === undefined
      ? []
      : [setCookie(config, names.signUp, signUpSecret, signUpSecret === "" ? 0 : linkSeconds)]),
    ...(attemptSecret === undefined ? [] : [setCookie(config, names.attempt, attemptSecret, attemptCookieSeconds)]),
    ...(setupSecret === undefined
      ? []
      : [setCookie(config, names.setUp, setupSecret, setupSecret === "" ? 0 : setupCookieSeconds)]),
  ];
}
