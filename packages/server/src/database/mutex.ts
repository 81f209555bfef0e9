/** Lets one holder in at a time, in the order they came. */
export function mutex(): { take(): Promise<void> | void; release(): void } {
  const waiting: (() => void)[] = [];
  let held = false;
  return {
    take() {
      if (held) return new Promise((resolve) => void waiting.push(resolve));
      held = true;
    },
    release() {
      const next = waiting.shift();
      if (next) next();
      else held = false;
    },
  };
}
