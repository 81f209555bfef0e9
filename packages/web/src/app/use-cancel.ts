import { useCallback, useEffect, useRef } from "react";

interface Running {
  signal: AbortSignal;
  /** It was answered: nothing is left to cancel. */
  over: () => void;
}

/** Begins something that is cancelled when what began it is closed, unless it outlives that. */
export function useCancel(outlives: boolean): () => Running {
  const running = useRef(new Set<AbortController>());
  useEffect(() => {
    const begun = running.current;
    return () => {
      if (!outlives) for (const each of begun) each.abort();
    };
  }, [outlives]);
  return useCallback(() => {
    const controller = new AbortController();
    running.current.add(controller);
    return { signal: controller.signal, over: () => running.current.delete(controller) };
  }, []);
}
