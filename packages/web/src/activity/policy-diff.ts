export interface DiffLine {
  sign: "-" | "+";
  text: string;
}

/** What an event says was changed, line by line: as it was, and as it is. Empty when it says nothing of the kind. */
export function diffOf(data: Record<string, unknown>): DiffLine[] {
  const { changes } = data;
  return Array.isArray(changes) ? changes.flatMap(linesOf) : [];
}

function linesOf(change: unknown): DiffLine[] {
  if (typeof change !== "object" || change === null || !("policy" in change)) return [];
  const { policy, from, to } = change as { policy: string; from?: unknown; to?: unknown };
  const [before, after] = [flatten(policy, from), flatten(policy, to)];
  const gone = before.filter((line) => !after.includes(line));
  const come = after.filter((line) => !before.includes(line));
  return [...gone.map((text) => ({ sign: "-" as const, text })), ...come.map((text) => ({ sign: "+" as const, text }))];
}

/** One line a value: `secondFactor.graceDays: 14`. */
function flatten(name: string, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map((each) => `${name}: ${entryWords(each)}`);
  if (!isRecord(value)) return [`${name}: ${entryWords(value)}`];
  return Object.entries(value).flatMap(([key, part]) => flatten(`${name}.${key}`, part));
}

function entryWords(entry: unknown): string {
  if (isRecord(entry)) return Object.values(entry).filter(Boolean).join(" ");
  return typeof entry === "string" ? entry : JSON.stringify(entry);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
