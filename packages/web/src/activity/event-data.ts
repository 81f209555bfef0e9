import { categoryText } from "../alerts/strings.ts";
import type { ShownEvent } from "./use-events.ts";
import { operationText } from "../attempts/strings.ts";
import { full } from "../parts/format.ts";
import { reasonText } from "../sessions/strings.ts";
import { dataText, detailText, valueText } from "./strings.ts";

export interface Fact {
  label: string;
  words: string;
  /** A name or an address of the machine's. */
  mono: boolean;
}

/** What an event carries, as a person reads it. Types of newer servers are shown as they are. */
export function factsOf({ data }: Pick<ShownEvent, "data">): Fact[] {
  // What was changed is drawn line by line, above.
  const told = Object.entries(data).filter(([key]) => key !== "changes");
  return told.map(([key, value]) => ({
    label: dataText[key] ?? spaced(key),
    words: wordsOf(key, value),
    mono: typeof value === "string" && (/Id$/.test(key) || key === "evidence" || key === "type"),
  }));
}

const instants = new Set(["deletesAt", "expiresAt", "before", "from", "to"]);
const known: Record<string, string> = { ...valueText, ...reasonText, ...operationText };

function wordsOf(key: string, value: unknown): string {
  if (value === null) return detailText.nothing;
  if (typeof value === "boolean") return value ? detailText.yes : detailText.no;
  if (typeof value === "number") return instants.has(key) ? full(new Date(value).toISOString()) : String(value);
  if (typeof value === "string") return key === "name" || key === "note" ? value : (known[value] ?? value);
  if (key === "changed" && Array.isArray(value)) return value.map(changedWords).join("; ");
  if (key === "preview") return foreseenWords(value);
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value.join(", ");
  return JSON.stringify(value);
}

function foreseenWords(value: unknown): string {
  const { mustBind = 0, signedOut = 0, lockedOut = 0 } = value as Record<string, number | undefined>;
  return detailText.foreseen(mustBind, signedOut, lockedOut);
}

/** One category of alert preferences, as it was chosen. */
function changedWords(change: unknown): string {
  if (typeof change !== "object" || change === null || !("category" in change)) return JSON.stringify(change);
  const { category, ...channels } = change as { category: string; email?: boolean; inApp?: boolean };
  const title = category in categoryText ? categoryText[category as keyof typeof categoryText].title : category;
  return detailText.alertChoice(title, channels.email === true, channels.inApp === true);
}

/** "storedCounter" as "Stored counter". */
function spaced(key: string): string {
  const words = key.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
