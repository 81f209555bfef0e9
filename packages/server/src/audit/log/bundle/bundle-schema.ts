import type { BundleLine } from "./bundle-line.ts";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const orNull = (value: unknown): boolean => value === null || isText(value);

type Members = Readonly<Record<string, readonly [check: (value: unknown) => boolean, needed: boolean]>>;

// A member that is not in its table is nothing anyone has signed.
function fits(value: unknown, members: Members): boolean {
  if (!isObject(value)) return false;
  for (const name in value) if (!Object.hasOwn(members, name)) return false;
  for (const name in members) {
    const [check, needed] = members[name]!;
    const member = value[name];
    if (member === undefined ? needed : !check(member)) return false;
  }
  return true;
}

const since: Members = { size: [isCount, true], proof: [isTexts, true] };
const head: Members = {
  format: [(value) => value === "mortise-log-bundle/1", true],
  checkpoint: [isText, true],
  scope: [(value) => value === "account" || value === "organization" || value === "deployment", true],
  account: [isText, false],
  organization: [isText, false],
  filter: [(value) => isObject(value) && Object.values(value).every(isText), false],
  exportedAt: [isText, true],
  retentionDays: [isCount, true],
  since: [(value) => fits(value, since), false],
};
const end: Members = { lines: [isCount, true], digest: [isText, true], note: [isText, true] };
const proof: Members = {
  index: [isCount, true],
  path: [isTexts, true],
  salts: [isText, false],
  accountNumber: [isCount, false],
  organizationNumber: [isCount, false],
  outlineHash: [isText, false],
  detailsHash: [isText, false],
  bundle: [(value) => fits(value, head), false],
  end: [(value) => fits(value, end), false],
};
const actor: Members = { kind: [isText, true], id: [orNull, true] };
const line: Members = {
  id: [isText, true],
  at: [isText, true],
  gone: [(value) => value === "erased" || value === "expired" || value === "withheld" || value === "missing", false],
  type: [isText, false],
  actor: [(value) => fits(value, actor), false],
  account: [orNull, false],
  organization: [orNull, false],
  session: [orNull, false],
  request: [orNull, false],
  ip: [orNull, false],
  device: [orNull, false],
  place: [(value) => value === null || isObject(value), false],
  data: [isObject, false],
  proof: [(value) => fits(value, proof), true],
};

/** Whether a value has the form of a bundle's line; says nothing of whether it is true. */
export function isBundleLine(value: unknown): value is BundleLine {
  return fits(value, line);
}
