import { useMutation, type MutateOptions, type UseMutationOptions } from "@tanstack/react-query";
import { useRef } from "react";
import { useToast } from "../parts/toast.tsx";
import type { Mortise } from "./api-types.ts";
import { cancellable } from "./cancellable.ts";
import { ChangeError, isUnclear } from "./change-error.ts";
import { useClient } from "./client.ts";
import { useCancel } from "./use-cancel.ts";
import { useRefreshAccount } from "./queries.ts";
import { changeFateText } from "./strings.ts";

interface AskingOptions<Answer, Given> extends Omit<UseMutationOptions<Answer, Error, Given>, "mutationFn"> {
  /** Sends it, through a client whose requests end when what asked for them is closed. */
  change: (client: Mortise, given: Given) => Promise<Answer>;
  /** True for what is no dialog's: a switch that was pressed stays pressed when its page is left. */
  outlives?: boolean;
}

export interface ChangeOptions<Answer, Given> extends AskingOptions<Answer, Given> {
  /** Asks the server whether the change stands: after no answer came, nothing else tells. */
  happened: (client: Mortise, given: NoInfer<Given>) => Promise<boolean | "partly">;
}

/** A change, asked for once, cancelled by closing what asked for it, and of which one always hears whether it was made. */
export function useChange<Answer, Given = void>({ happened, ...options }: ChangeOptions<Answer, Given>) {
  const refresh = useRefreshAccount();
  const toast = useToast();
  const settle = async (client: Mortise, given: Given, cause: unknown, wasCancelled: boolean): Promise<never> => {
    const fate = await happened(client, given).then(
      (made) => (made === "partly" ? made : made ? "made" : "not-made"),
      () => "unknown" as const,
    );
    const error = new ChangeError(fate, cause, wasCancelled);
    if (wasCancelled) toast({ tone: fate === "not-made" ? "done" : "failed", title: changeFateText.cancelled[fate] });
    void refresh();
    throw error;
  };
  return useAsked(options, settle);
}

/** What leaves nothing behind that one would want back, such as a proof or a mail asked for again: once, and cancelled likewise. */
export function useAsking<Answer, Given = void>(options: AskingOptions<Answer, Given>) {
  return useAsked(options, (_client, _given, cause) => Promise.reject(cause as Error));
}

type Settle<Given> = (client: Mortise, given: Given, cause: unknown, wasCancelled: boolean) => Promise<never>;

function useAsked<Answer, Given>(
  { change, outlives = false, ...options }: AskingOptions<Answer, Given>,
  settle: Settle<Given>,
) {
  const client = useClient();
  const begin = useCancel(outlives);
  const mutation = useMutation<Answer, Error, Given>({
    ...options,
    mutationFn: async (given) => {
      if (!navigator.onLine) throw new ChangeError("offline");
      const { signal, over } = begin();
      return change(cancellable(client, signal), given)
        .catch((error: unknown) => {
          if (signal.aborted || isUnclear(error)) return settle(client, given, error, signal.aborted);
          throw error;
        })
        .finally(over);
    },
  });
  // Known at once; that it is pending is only drawn a little later.
  const running = useRef(new Set<string>());
  const mutate = (given: Given, handlers: MutateOptions<Answer, Error, Given> = {}) => {
    const wish = JSON.stringify([given]);
    if (running.current.has(wish)) return;
    running.current.add(wish);
    // What failed is told by the mutation itself.
    const ended = mutation.mutateAsync(given, handlers).catch(() => undefined);
    void ended.finally(() => running.current.delete(wish));
  };
  return { ...mutation, mutate };
}

/** For what the server keeps no state of that could be asked for: the page says that it does not know. */
export function cannotTell(): Promise<never> {
  return Promise.reject(new ChangeError("unknown"));
}
