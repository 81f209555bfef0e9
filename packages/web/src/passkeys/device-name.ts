import { addText } from "./strings.ts";

const systems: [RegExp, string][] = [
  [/android/i, "Android"],
  [/iphone|ipod/i, "iPhone"],
  [/ipad/i, "iPad"],
  [/cros/i, "ChromeOS"],
  [/windows/i, "Windows"],
  [/mac/i, "macOS"],
  [/linux/i, "Linux"],
];

/** The name proposed for a passkey made here: "Passkey on macOS". */
export function proposedName(userAgent = navigator.userAgent): string {
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  return system === undefined ? addText.passkey : addText.passkeyOn(system);
}
