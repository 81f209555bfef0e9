import type { Operation } from "../vocabulary/operations.ts";
import { z } from "@hono/zod-openapi";
import type { ProblemSlug, Refusal } from "../problems.ts";
import type { Permission } from "../rules/organizations/permissions.ts";
import type { Throttle } from "../rules/requests/throttling.ts";
import type { Caller, Member } from "../sessions/caller.ts";
import type { Client, Services } from "../services.ts";

/**
 * Who may call a route: anyone; a signed-in person; that person also while something must be bound first ("binding"), or while
 * the session is flagged as well ("doubted"). A permission: who has it in the organization of the path, from where it lets people in.
 */
export type Who = "anyone" | "subscriber" | "binding" | "doubted" | Permission;

/** What an endpoint may count on of its caller, by who may call. */
type CallerOf<Access extends Who> = Access extends "anyone"
  ? Caller | null
  : Access extends Permission
    ? Member
    : Caller;

/** A request that has passed the guards of its row, with its input checked. */
export interface Call<Access extends Who, Input> {
  readonly services: Services;
  readonly client: Client;
  readonly caller: CallerOf<Access>;
  readonly input: Input;
}

/** What an endpoint answers; the pipeline makes the response of it. */
export interface Answer {
  readonly status: number;
  readonly body?: object;
  /** Instead of JSON: what the endpoint's `media` says, in pieces as they come. */
  readonly pieces?: AsyncIterable<string>;
  /** Makes browsers save what is answered under this name. */
  readonly fileName?: string;
  /** Of what the pieces are; the endpoint's `media` when absent. */
  readonly mediaType?: string;
  /** A session's new token: a cookie for browsers, `token` in the body for programs. */
  readonly newToken?: string | null;
  /** The device this browser is known as from now on. */
  readonly deviceId?: string;
  readonly endsSession?: boolean;
}

/** Path parameters, query and body, merged: their names never meet. */
export type InputSchema = z.ZodObject | z.ZodDiscriminatedUnion<readonly z.ZodObject[]>;

/** One operation of the API: its schemas and the use case behind it. */
export interface Endpoint<Access extends Who> {
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: InputSchema;
  /** The body each success status comes with; null for none. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** What its success is when it is not JSON: "text/plain". */
  readonly media?: string;
  /** Problems beyond those its guards give. */
  readonly refusals: readonly ProblemSlug[];
  run(call: Call<Access, Record<string, unknown>>): Promise<Answer | Refusal>;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : unknown;

/** Defines an endpoint whose `run` gets the input its schemas describe. */
export function endpoint<
  Access extends Who,
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends InputSchema | undefined = undefined,
>(definition: {
  access: Access;
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  answers: Endpoint<Access>["answers"];
  media?: string;
  refusals?: readonly ProblemSlug[];
  run(call: Call<Access, Parsed<Params> & Parsed<Query> & Parsed<Body>>): Promise<Answer | Refusal>;
}): Endpoint<Access> {
  return { refusals: [], ...definition } as unknown as Endpoint<Access>;
}

/** One row of the table of routes. Every column is needed, so that none can be forgotten. */
export interface Row {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: `/${string}`;
  readonly who: Who;
  readonly throttle: Throttle | "unthrottled";
  readonly stepUp: Operation | "none";
  readonly does: Endpoint<Who>;
}

export function row<Access extends Who>(
  method: Row["method"],
  path: Row["path"],
  who: Access,
  throttle: Row["throttle"],
  stepUp: Row["stepUp"],
  does: Endpoint<Access>,
): Row {
  return { method, path, who, throttle, stepUp, does };
}

/** So many requests in a window, counted by address or by session. */
export function throttled(name: string, per: Throttle["per"], limit: number, windowSeconds: number): Throttle {
  return { name, per, limit, windowSeconds };
}
