import { createContext, useContext, useEffect, useId, useSyncExternalStore } from "react";

/** Of several panels on one page that have the same to say, who came first says it. */
export function createQueue() {
  let waiting: string[] = [];
  const listeners = new Set<() => void>();
  const change = (next: string[]) => {
    waiting = next;
    for (const listener of listeners) listener();
  };
  return {
    enter: (id: string) => change([...waiting, id]),
    leave: (id: string) => change(waiting.filter((each) => each !== id)),
    first: () => waiting[0],
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const QueueContext = createContext<ReturnType<typeof createQueue> | null>(null);

/** Whether one is the first of those that have something to say now. */
export function useIsFirst(hasSomething: boolean): boolean {
  const queue = useContext(QueueContext);
  if (queue === null) throw new Error("No queue: it stands outside MortiseServices.");
  const id = useId();
  useEffect(() => {
    if (!hasSomething) return undefined;
    queue.enter(id);
    return () => queue.leave(id);
  }, [queue, id, hasSomething]);
  return useSyncExternalStore(queue.subscribe, () => queue.first() === id);
}
