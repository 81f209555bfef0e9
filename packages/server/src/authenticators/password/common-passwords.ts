import { dictionary } from "@zxcvbn-ts/language-common";

let common: Set<string> | undefined;

/** Whether a password is among the tens of thousands most used, in any case. The list: @zxcvbn-ts/language-common (MIT). */
export function isCommonPassword(password: string): boolean {
  common ??= new Set(dictionary["passwords-common"].map((each) => each.toLowerCase()));
  return common.has(password.toLowerCase());
}
