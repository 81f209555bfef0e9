import type { Hono } from "hono";
import type { FindCaller } from "../accounts/find-caller.ts";
import type { Services } from "../services.ts";
import type { Row } from "./call.ts";
import type { ConnectionInfo } from "../embedding.ts";
import type { Metrics } from "./metrics.ts";

/** What a request brings that its headers do not say. */
export interface AppBindings {
  readonly Bindings: { readonly connection: ConnectionInfo; readonly requestId: string };
}
/** What stands at the root of the host. */
export type RootApp = Hono<AppBindings>;
/** What stands below the base path. */
export type App = ReturnType<RootApp["basePath"]>;

export interface AppParts {
  readonly services: Services;
  readonly find: FindCaller;
  readonly routes: readonly Row[];
  readonly metrics: Metrics;
  readonly openApi: () => object;
}
