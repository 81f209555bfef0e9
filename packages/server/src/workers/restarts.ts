const minute = 60_000;
const firstMilliseconds = 100;
/** Deaths in a minute that are no accident any more: whoever looks after the server is to see them. */
const mostAMinute = 10;

/** Says when a worker that is gone is started again: at once at first, later when many go, and not at all when it is no use. */
export function createRestarts() {
  let deaths: number[] = [];
  return {
    get count(): number {
      return deaths.length;
    },
    /** How many milliseconds to wait; null when it is given up. */
    next(now: number): number | null {
      deaths = [...deaths.filter((at) => at > now - minute), now];
      return deaths.length > mostAMinute ? null : firstMilliseconds * 2 ** (deaths.length - 1);
    },
  };
}
