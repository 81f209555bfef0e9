import { explainsBackdated, isBackdated } from "../../../rules/log/check.ts";
import type { LeafRow } from "../leaves.sql.ts";
import type { ClockMove, LogProblem } from "./check-page.ts";

/** Whether entries follow in the order they say they happened in, except where the log says that the clock was set back. */
export class EntryOrder {
  private latest = 0;
  private setBack = 0;
  private earliest: Pick<LeafRow, "at" | "leafIndex" | "eventId"> | undefined;

  add(leaf: LeafRow, move: ClockMove | undefined): void {
    if (isBackdated(leaf.at, this.latest) && leaf.at < (this.earliest?.at ?? Infinity)) this.earliest = leaf;
    // It is noticed a few seconds after it happened, so what came between is explained by it as well.
    if (move && explainsBackdated(move, { earliest: this.earliest?.at ?? leaf.at, latest: this.latest })) {
      this.setBack++;
      this.earliest = undefined;
      this.latest = 0;
    }
    this.latest = Math.max(this.latest, leaf.at);
  }

  outcome(): { readonly backdated: LogProblem | undefined; readonly setBack: number } {
    const { earliest, setBack } = this;
    if (!earliest) return { backdated: undefined, setBack };
    const { leafIndex, eventId } = earliest;
    const problem = `entry ${leafIndex} (${eventId}): it says it happened before entries sealed earlier, and nothing says that the clock was set back`;
    return { backdated: { problem, leafIndex, mayBeClock: true }, setBack };
  }
}
