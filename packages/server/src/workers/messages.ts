/** What a server's first process and its workers say to each other. */

/** To a worker. */
export type ToWorker =
  /** Seal, send and tidy up from now on. */
  | { readonly say: "work" }
  /** There is something to send. */
  | { readonly say: "send" }
  | { readonly say: "count"; readonly request: number }
  | { readonly say: "counted"; readonly request: number; readonly all: readonly (readonly object[])[] };

/** From a worker. */
export type FromWorker =
  | { readonly say: "ready" }
  | { readonly say: "to-send" }
  | { readonly say: "gather"; readonly request: number }
  | { readonly say: "my-count"; readonly request: number; readonly count: readonly object[] };

/** Where a worker finds its number, from 1. Not a setting: those begin differently, and an unknown one is refused. */
export const numberVariable = "WORKER_OF_MORTISE";
