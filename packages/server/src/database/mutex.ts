import { Unavailable } from "./unavailable.ts";

/** One holder at a time, in the order they came. */
export interface Mutex {
  /** Throws `Unavailable` when it was not free in time. */
  take(): Promise<void> | void;
  release(): void;
}

/** Lets one holder in at a time. Who waits longer than that goes away. */
export function mutex(mostMilliseconds: number): Mutex {
  const waiting = new Set<() => void>();
  let held = false;
  return {
    take() {
      if (held)
        return new Promise((resolve, reject) => {
          const enter = (): void => {
            clearTimeout(timer);
            resolve();
          };
          const timer = setTimeout(() => {
            waiting.delete(enter);
            reject(new Unavailable("too much waits to be written"));
          }, mostMilliseconds);
          waiting.add(enter);
        });
      held = true;
    },
    release() {
      for (const next of waiting) {
        waiting.delete(next);
        next();
        return;
      }
      held = false;
    },
  };
}
