import { describe, expect, test } from "vitest";
import { catalogue, type EventType, eventTypes } from "../../../../vocabulary/events/catalogue.ts";
import type { BundleLine } from "../bundle-line.ts";
import { ocsf } from "./ocsf.ts";

// What OCSF 1.5 asks of the classes and objects in use (github.com/ocsf/ocsf-schema, Apache-2.0; schema.ocsf.io/1.5.0): each class's
// number, category, activities, attributes (! required) and what it wants at least one of.
const base =
  "activity_id! activity_name category_uid! category_name class_uid! class_name message metadata!:metadata severity_id! status_id status_detail time! type_uid! unmapped";
const classes: Readonly<
  Record<string, { uid: number; category: number; activities: number[]; has: string; one?: string[] }>
> = {
  "Base Event": { uid: 0, category: 0, activities: [0, 99], has: base },
  "Account Change": {
    uid: 3001,
    category: 3,
    activities: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 99],
    has: `${base} actor:actor user!:user src_endpoint:endpoint`,
  },
  Authentication: {
    uid: 3002,
    category: 3,
    activities: [0, 1, 2, 3, 4, 5, 99],
    has: `${base} actor:actor user!:user service:service session:session src_endpoint:endpoint dst_endpoint:endpoint`,
    one: ["service", "dst_endpoint"],
  },
  "Entity Management": {
    uid: 3004,
    category: 3,
    activities: [0, 1, 2, 3, 4, 99],
    has: `${base} actor:actor entity!:entity`,
  },
  "Group Management": {
    uid: 3006,
    category: 3,
    activities: [0, 1, 2, 3, 4, 99],
    has: `${base} actor:actor user:user group!:group`,
    one: ["privileges", "user"],
  },
  "API Activity": {
    uid: 6003,
    category: 6,
    activities: [0, 1, 2, 3, 4, 99],
    has: `${base} actor!:actor api!:api src_endpoint!:endpoint dst_endpoint:endpoint`,
  },
};
const objects: Readonly<Record<string, { has: string; one?: string[] }>> = {
  metadata: { has: "version! uid event_code correlation_uid product!:product" },
  product: { has: "name! vendor_name! version" },
  actor: { has: "user:user session:session app_name app_uid", one: ["user", "session", "app_name", "app_uid"] },
  user: { has: "name uid type type_id", one: ["account", "name", "uid"] },
  service: { has: "name uid", one: ["name", "uid"] },
  session: { has: "uid" },
  endpoint: { has: "ip svc_name location:location", one: ["ip", "uid", "name", "hostname", "svc_name"] },
  location: { has: "desc country city" },
  entity: { has: "type uid name", one: ["name", "uid"] },
  group: { has: "uid name type", one: ["name", "uid"] },
  api: { has: "operation!" },
};

/** What is wrong with a value by the schema, each with where it is. */
function findFaults(
  value: Record<string, unknown>,
  { has, one }: { has: string; one?: string[] },
  where = "",
): string[] {
  const attributes = new Map(
    has.split(" ").map((each) => {
      const [, name = "", required = "", object = ""] = /^(\w+)(!?)(?::(\w+))?$/.exec(each) ?? [];
      return [name, { isRequired: required === "!", object }];
    }),
  );
  const missing = [...attributes].filter(([name, { isRequired }]) => isRequired && value[name] === undefined);
  const more = Object.keys(value).filter((name) => !attributes.has(name));
  const inside = [...attributes].flatMap(([name, { object }]) =>
    object && value[name]
      ? findFaults(value[name] as Record<string, unknown>, objects[object]!, `${where}/${name}`)
      : [],
  );
  return [
    ...(Object.keys(value).length === 0 ? [`${where} is empty`] : []),
    ...missing.map(([name]) => `${where}/${name} is missing`),
    ...more.map((name) => `${where}/${name} is not of it`),
    ...(one && !one.some((name) => value[name] !== undefined) ? [`${where} has none of ${one.join(", ")}`] : []),
    ...inside,
  ];
}

const full: Partial<BundleLine> = {
  ...{
    account: "acct_1",
    organization: "org_1",
    session: "sess_1",
    request: "reqs_1",
    ip: "203.0.113.9",
    device: "Chrome on macOS",
  },
  ...{ place: { text: "Lisbon, Portugal", country: "PT" }, actor: { kind: "account", id: "acct_1" } },
};
const bare: Partial<BundleLine> = {
  ...{ account: null, organization: null, session: null, request: null, ip: null, device: null, place: null },
  actor: { kind: "system", id: null },
};
const lineOf = (given: Partial<BundleLine>): BundleLine => ({
  id: "evnt_1",
  at: "2026-11-22T09:00:00.000Z",
  proof: { index: 0, path: [] },
  ...given,
});
const written = (line: BundleLine) => JSON.parse(ocsf.write(line)) as Record<string, unknown>;

describe.each(eventTypes as readonly EventType[])("%s", (type) => {
  test.each([
    ["of an account, with all that can be known", full],
    ["of nobody, with nothing known", bare],
    [
      "by nobody known, from an address without a place",
      { ...bare, ip: "203.0.113.9", actor: { kind: "anonymous", id: null } },
    ],
    [
      "by an operator, from a place of which only the country is known",
      { ...full, actor: { kind: "operator", id: "dana" }, place: { country: "PT" } },
    ],
    ["with a place that says nothing", { ...full, place: {} }],
  ] as const)("%s is valid", (_, about) => {
    const event = written(lineOf({ type, data: catalogue[type].example, ...about }));
    const known = classes[String(event.class_name)]!;
    expect(findFaults(event, known)).toEqual([]);
    expect([event.class_uid, event.category_uid]).toEqual([known.uid, known.category]);
    expect(known.activities).toContain(event.activity_id);
    expect(event.type_uid).toBe(known.uid * 100 + Number(event.activity_id));
    expect(event.class_name).not.toBe("Base Event");
  });
});

test.each(["erased", "expired", "withheld", "missing"] as const)(
  "an event that is %s is valid, and says no more than that",
  (gone) => {
    const event = written(lineOf({ gone }));
    expect(findFaults(event, classes["Base Event"]!)).toEqual([]);
    expect([event.class_uid, event.message]).toEqual([0, gone]);
  },
);

test("a type of a newer server is of the base class", () => {
  expect(findFaults(written(lineOf({ type: "vault.opened", data: {}, ...full })), classes["Base Event"]!)).toEqual([]);
});
