import type { RequestListener, Server } from "node:http";
import type { Operation } from "./vocabulary/operations.ts";
import type { Trust } from "./vocabulary/states.ts";

/** What a host app sees of a Mortise inside it. Its types name nothing but the platform's and the vocabulary's, so that they load in any project. */

/** Where a request came from, as the host's server knows it. */
export interface ConnectionInfo {
  readonly remoteAddress?: string | undefined;
}

/** Where somebody says they act. */
export interface Whereabouts {
  readonly organizationId: string;
  readonly workspaceId?: string | undefined;
}

/** Settings as in docs/configuration.md, without their `MORTISE_` prefix being optional: the same names, as an object. */
export type MortiseSettings = Readonly<Record<`MORTISE_${string}`, string | undefined>>;

/** The session behind a request, as `GET /v1/session` shows it. */
export interface CurrentSession {
  readonly id: string;
  readonly account: { readonly id: string; readonly email: string; readonly name: string };
  readonly assurance: 1 | 2;
  readonly confirmedUntil: string | null;
  /** A flagged session may do nothing until its owner has restored its trust: treat it as signed out, but say why. */
  readonly trust: Trust;
}

/** A Mortise inside a Node process. */
export interface Mortise {
  /** Answers any request to Mortise's paths, which begin with `MORTISE_BASE_PATH`; others get 404. Mount it under any framework that speaks web-standard requests. */
  fetch(request: Request, connection?: ConnectionInfo): Promise<Response>;
  /**
   * Whose request this is; null when nobody is signed in. Look at `trust`. Without the connection the request's address is
   * unknown, and only its browser is held against what the session was opened with.
   */
  session(request: Request, connection?: ConnectionInfo): Promise<CurrentSession | null>;
  /** Null when the session is trusted and its proof fresh enough for the operation, else the problem response to send. */
  requireStepUp(request: Request, operation: Operation, connection?: ConnectionInfo): Promise<Response | null>;
  /** Null when the session may act in that organization, or workspace of it, from where the request comes; else the problem response to send. */
  requireAccess(request: Request, where: Whereabouts, connection?: ConnectionInfo): Promise<Response | null>;
  /** The same for node:http: hand it the requests to Mortise's paths. */
  readonly listener: RequestListener;
  /** A node:http server for it, not yet listening. */
  createServer(): Server;
  close(): Promise<void>;
}
