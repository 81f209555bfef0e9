/** How long something may take, and what else ends it. */
export interface TimeBounds {
  readonly timeoutMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** Why it ended before it was done. */
export type Ending = "too-slow" | "stopped";

/** Gives work a signal that ends with its time, or with the signal given. The signal's reason is an `Ending`. */
export async function withinBounds<Result>(
  { timeoutMilliseconds, signal }: TimeBounds,
  work: (ended: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const end = (reason: Ending) => (): void => ended.abort(reason);
  const stop = end("stopped");
  const timer = setTimeout(end("too-slow"), timeoutMilliseconds);
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  try {
    return await work(ended.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** Is done when the signal says so, with why. */
export function endOf(ended: AbortSignal): Promise<Ending> {
  return new Promise((resolve) => {
    const end = (): void => resolve(ended.reason as Ending);
    if (ended.aborted) end();
    else ended.addEventListener("abort", end);
  });
}
