import type { FlagReason } from "../../vocabulary/events/words.ts";
import { decideImpossibleTravel, type Whereabouts } from "./travel.ts";

/** What speaks against a session. The text is the same for the same evidence, so that it can be vouched for. */
export interface Evidence {
  readonly reason: FlagReason;
  /** `browser-changed:Chrome>Firefox`. */
  readonly text: string;
}

export interface TrustFacts {
  /** What the session was opened with, and where it was last seen. */
  readonly known: {
    readonly browser: string;
    readonly os: string;
    readonly place: (Whereabouts & { at: number }) | null;
  };
  readonly seen: { readonly browser: string; readonly os: string; readonly place: Whereabouts | null };
  /** The operator's network the request comes from. */
  readonly listedNetwork: string | undefined;
  /** A program may send it: it says nothing of the person's browser and place. */
  readonly isForwarded: boolean;
  /** Evidence the owner has vouched for. */
  readonly vouched: readonly string[];
  readonly now: number;
}

const unknownBrowser = "Unknown browser";
// They call themselves Chrome in User-Agent, and by their name only where hints are sent.
const namedByHints: readonly string[] = ["Brave", "DuckDuckGo", "Vivaldi", "Chromium"];
const familyOf = (browser: string): string => (namedByHints.includes(browser) ? "Chrome" : browser);

/** Whether a program may send it: where a host asks whose session it is, or the session is a program's. Else it is doubted. */
export function decideIsForwarded(
  known: { readonly browser: string; readonly isProgram: boolean },
  seen: { readonly browser: string },
  isHostAsking: boolean,
): boolean {
  return (isHostAsking || known.isProgram) && known.browser !== unknownBrowser && seen.browser === unknownBrowser;
}

/** Everything in this request that speaks against its session. */
export function listDoubts({ known, seen, listedNetwork, isForwarded, now }: Omit<TrustFacts, "vouched">): Evidence[] {
  const found: Evidence[] = [];
  const note = (reason: FlagReason, what: string): unknown => found.push({ reason, text: `${reason}:${what}` });
  if (known.browser !== unknownBrowser && !isForwarded) {
    const [before, after] = [familyOf(known.browser), familyOf(seen.browser)];
    if (before !== after) note("browser-changed", `${before}>${after}`);
    if (known.os !== seen.os && known.os && seen.os) note("os-changed", `${known.os}>${seen.os}`);
  }
  // A backend stands where it stands: its place says nothing of the person's.
  if (!isForwarded && known.place && seen.place && decideImpossibleTravel(known.place, seen.place, now))
    note("impossible-travel", [known.place.country, seen.place.country].sort().join("-"));
  if (listedNetwork !== undefined) note("listed-network", listedNetwork);
  return found;
}

/** What in this request speaks against its session, unless it was vouched for. */
export function decideDoubt({ vouched, ...facts }: TrustFacts): Evidence | undefined {
  return listDoubts(facts).find(({ text }) => !vouched.includes(text));
}

// Waiting too long, or being locked out, is nobody's guess.
const innocent: readonly string[] = ["locked", "suspended", "code-expired", "passkey-challenge"];

/** Whether a rejected answer in a step-up counts as a wrong one. */
export function decideCountsAgainst(reason: string): boolean {
  return !innocent.includes(reason);
}

/** So many wrong answers to "confirm it's you" within an hour speak against a session. */
const wrongStepUps = 5;

/** The instants of the last hour's wrong answers with the newest, and whether they are too many. */
export function decideFailedStepUps(earlier: readonly number[], now: number): { recent: number[]; tooMany: boolean } {
  const recent = [...earlier.filter((at) => at > now - 3_600_000), now];
  return { recent, tooMany: recent.length >= wrongStepUps };
}
