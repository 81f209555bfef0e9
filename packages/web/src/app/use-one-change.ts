import { useMutation, type MutateOptions, type UseMutationOptions } from "@tanstack/react-query";
import { useRef } from "react";

/** A change, asked for once: the same again while it is on its way, however quickly pressed, is the same wish. */
export function useOneChange<Answer, Given = void>(options: UseMutationOptions<Answer, Error, Given>) {
  const mutation = useMutation(options);
  // Known at once; that it is pending is only drawn a little later.
  const running = useRef(new Set<string>());
  const mutate = (given: Given, handlers: MutateOptions<Answer, Error, Given> = {}) => {
    const wish = JSON.stringify(given);
    if (running.current.has(wish)) return;
    running.current.add(wish);
    // What failed is told by the mutation itself.
    const ended = mutation.mutateAsync(given, handlers).catch(() => undefined);
    void ended.finally(() => running.current.delete(wish));
  };
  return { ...mutation, mutate };
}
