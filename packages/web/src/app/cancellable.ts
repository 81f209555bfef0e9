import type { Mortise } from "./api-types.ts";

const verbs: readonly unknown[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The same client, whose every request ends with the signal, the second of a change as well as the first. */
export function cancellable(client: Mortise, signal: AbortSignal): Mortise {
  return new Proxy(client, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name);
      if (!verbs.includes(name) || typeof found !== "function") return found;
      const call = found as (path: string, init?: object) => unknown;
      return (path: string, init: object = {}) => call(path, { ...init, signal });
    },
  });
}
