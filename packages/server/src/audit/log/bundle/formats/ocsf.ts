import type { BundleLine } from "../bundle-line.ts";
import { isBundleLine } from "../bundle-schema.ts";
import { sentenceOf } from "../../../describe-event.ts";
import { version } from "../../../../version.ts";
import { type BundleFormat, cutEnd } from "./format.ts";
import { classify, ocsfClasses, type OcsfClassName } from "./ocsf-classes.ts";

/** Version of the Open Cybersecurity Schema Framework the events are written in. */
const schemaVersion = "1.5.0";
const product = "Mortise";

/** OCSF, one JSON object an event. `unmapped.mortise` holds the event as it was sealed, with its proof. */
export const ocsf: BundleFormat = {
  mediaType: "application/x-ndjson",
  fileEnding: "ocsf.jsonl",
  header: "",
  write,
  read: readMortise,
  withoutEnd: (text, end) => cutEnd(text, end, "}}}}\n"),
};

function readMortise(text: string): BundleLine | undefined {
  try {
    const { unmapped } = JSON.parse(text) as { unmapped?: { mortise?: unknown } };
    return isBundleLine(unmapped?.mortise) ? unmapped.mortise : undefined;
  } catch {
    return undefined;
  }
}

function write(line: BundleLine): string {
  return `${JSON.stringify(toOcsf(line))}\n`;
}

function toOcsf(line: BundleLine): object {
  const { id, at, type = "", request, data = {} } = line;
  const { className, activityId, severityId, failed } = classify(type);
  const { uid, category, categoryName } = ocsfClasses[className];
  return {
    category_uid: category,
    category_name: categoryName,
    class_uid: uid,
    class_name: className,
    activity_id: activityId,
    ...(type !== "" && { activity_name: type }),
    type_uid: uid * 100 + activityId,
    severity_id: severityId,
    status_id: failed ? 2 : 1,
    ...(failed && typeof data["reason"] === "string" && { status_detail: data["reason"] }),
    time: Date.parse(at),
    message: line.data ? sentenceOf(type, data) : type || (line.gone ?? "unknown"),
    metadata: {
      version: schemaVersion,
      uid: id,
      ...(type !== "" && { event_code: type }),
      ...(request && { correlation_uid: request }),
      product: { name: product, vendor_name: product, version },
    },
    ...aboutOf(line, className),
    unmapped: { mortise: line },
  };
}

// What the class asks for, and what is known beside it. An object of which nothing is known is left out: an empty one is invalid.
function aboutOf(line: BundleLine, className: OcsfClassName): object {
  const { type = "", session } = line;
  const source = endpointOf(line);
  const actor = { actor: actorOf(line) };
  switch (className) {
    case "Base Event":
      return {};
    case "Account Change":
      return { ...actor, user: userOf(line), ...(source && { src_endpoint: source }) };
    case "Authentication":
      return {
        ...actor,
        user: userOf(line),
        service: { name: product },
        ...(session && { session: { uid: session } }),
        ...(source && { src_endpoint: source }),
      };
    case "Entity Management":
      return { ...actor, entity: entityOf(line) };
    case "Group Management":
      return { ...actor, user: userOf(line), group: groupOf(line) };
    case "API Activity":
      return { ...actor, api: { operation: type }, src_endpoint: source ?? { svc_name: product } };
  }
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const userOf = ({ account }: BundleLine): object =>
  isText(account) ? { uid: account, type_id: 1 } : { name: "unknown", type_id: 0 };

// Kinds of user: 0 unknown, 1 user, 2 admin, 3 system, 4 service.
const actorTypes: Readonly<Record<string, number>> = {
  account: 1,
  operator: 2,
  "organization-admin": 2,
  system: 3,
  "setup-link": 2,
  "api-key": 4,
  "identity-provider": 4,
  scim: 4,
};

function actorOf({ actor, device }: BundleLine): object {
  const kind = actor?.kind ?? "unknown";
  const named = isText(actor?.id) ? { uid: actor.id } : { name: kind };
  const user = { ...named, type: kind, type_id: actorTypes[kind] ?? 0 };
  return { user, ...(isText(device) && { app_name: device }) };
}

function endpointOf({ ip, place }: BundleLine): object | undefined {
  const [desc, country] = [place?.["text"], place?.["country"]];
  const location = { ...(isText(desc) && { desc }), ...(isText(country) && { country }) };
  return isText(ip) ? { ip, ...(Object.keys(location).length > 0 && { location }) } : undefined;
}

const ownIds = ["workspaceId", "invitationId", "domainId", "connectionId", "setupLinkId"];

// The thing an event is about, by the ids it names; the organization where it names none.
function entityOf({ type = "", organization, data = {} }: BundleLine): object {
  const [noun = ""] = type.split(".");
  const own = ownIds.map((id) => data[id]).find(isText);
  return { type: noun, uid: own ?? (isText(organization) ? organization : "unknown") };
}

function groupOf({ type = "", organization, data = {} }: BundleLine): object {
  const workspace = data["workspaceId"];
  if (type.startsWith("workspace.") && isText(workspace)) return { uid: workspace, type: "workspace" };
  return { uid: isText(organization) ? organization : "unknown", type: "organization" };
}
