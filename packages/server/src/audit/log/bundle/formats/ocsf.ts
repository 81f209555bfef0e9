import type { BundleLine } from "../bundle-line.ts";
import { isBundleLine } from "../bundle-schema.ts";
import { sentenceOf } from "../../../describe-event.ts";
import { version } from "../../../../version.ts";
import { type BundleFormat, cutEnd } from "./format.ts";
import { classify } from "./ocsf-classes.ts";

/** Version of the Open Cybersecurity Schema Framework the events are written in. */
const schemaVersion = "1.5.0";

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
  const { id, at, type = "", actor, account, session, request, ip, device, place, data = {} } = line;
  const { classUid, categoryUid, className, activityId, severityId, failed } = classify(type);
  const [city, country] = [place?.["text"], place?.["country"]];
  return {
    category_uid: categoryUid,
    class_uid: classUid,
    class_name: className,
    activity_id: activityId,
    type_uid: classUid * 100 + activityId,
    severity_id: severityId,
    status_id: failed ? 2 : 1,
    ...(failed && typeof data["reason"] === "string" && { status_detail: data["reason"] }),
    time: Date.parse(at),
    message: line.data ? sentenceOf(type, data) : type,
    metadata: {
      version: schemaVersion,
      uid: id,
      event_code: type,
      correlation_uid: request ?? undefined,
      product: { name: "Mortise", vendor_name: "Mortise", version },
    },
    actor: { user: { uid: actor?.id ?? undefined, type: actor?.kind } },
    user: { uid: account ?? undefined },
    ...(classUid === 6003 && { api: { operation: type } }),
    ...(session && { session: { uid: session } }),
    ...(device && { http_request: { user_agent: device } }),
    src_endpoint: {
      ...(ip && { ip }),
      ...(place && { location: { desc: city, country } }),
    },
    unmapped: { mortise: line },
  };
}
