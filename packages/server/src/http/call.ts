import type { Member, Person } from "../sessions/caller.ts";
import { type Operation, operations } from "../vocabulary/operations.ts";
import type { StaleProofIsFine } from "../vocabulary/stale-proof.ts";
import { z } from "@hono/zod-openapi";
import type { ProblemSlug, Refusal } from "../problems.ts";
import type { OriginPolicy } from "../rules/requests/origin.ts";
import type { Throttle } from "../rules/requests/throttling.ts";
import type { Client, Services } from "../services.ts";
import type { BodyForm } from "./read-body.ts";
import type { Entry, GivenBy, member, Who } from "./who.ts";

/** What an endpoint counts on of its caller: nothing, a signed-in person, or one at work in an organization. */
export type Access = Entry["gives"];

interface CallerOf {
  readonly anyone: Person | null;
  readonly person: Person;
  readonly member: Member;
}

/** A request that has passed the guards of its row, with its input checked. */
export interface Call<Given extends Access, Input> {
  readonly services: Services;
  readonly client: Client;
  readonly caller: CallerOf[Given];
  readonly input: Input;
  /** The bearer token that came with it, for rows of programs that prove themselves by one of another kind than a session's. */
  readonly bearer: string | null;
  /** What stands behind the question mark, as it was written: for signatures over it. */
  readonly search: string;
}

/** What an endpoint answers; the pipeline makes the response of it. */
export interface Answer {
  readonly status: number;
  readonly body?: object;
  /** Instead of JSON: what the endpoint's `media` says, in pieces as they come. */
  readonly pieces?: AsyncIterable<string>;
  /** Makes browsers save what is answered under this name. */
  readonly fileName?: string;
  /** Of what the pieces are; the first of the endpoint's `media` when absent. */
  readonly mediaType?: string;
  /** A session's new token: a cookie for browsers, `token` in the body for programs. */
  readonly newToken?: string | null;
  /** Whether that is a session that begins, rather than another token of the one that asks. */
  readonly opensSession?: true;
  /** The device this browser is known as from now on. */
  readonly deviceId?: string;
  readonly endsSession?: boolean;
  /** What a browser keeps until the link of its sign-up is used; empty once it was. */
  readonly signUpSecret?: string;
  /** By what the browser that began an attempt is known again when it comes back from a provider. */
  readonly attemptSecret?: string;
  /** What a browser that opened a set-up link is known by; empty once it is done. */
  readonly setupSecret?: string;
  /** Where the browser goes next; with status 303. */
  readonly location?: string;
}

/** Path parameters, query and body, merged: their names never meet. */
export type InputSchema = z.ZodObject | z.ZodDiscriminatedUnion<readonly z.ZodObject[]>;

/** When a row asks for fresh proof, in words for the documents; decided only where there is none. */
export interface Asking<Given> {
  readonly when: string;
  isDue(call: Given): Promise<boolean>;
}

/** One operation of the API: its schemas and the use case behind it. */
export interface Endpoint<Given extends Access> {
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: InputSchema;
  /** How the body is written and how large it may be; JSON of 64 KiB where nothing is said. */
  readonly takes?: BodyForm;
  /** The body each success status comes with; null for none. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** What its success may be when it is not JSON: "text/plain". */
  readonly media?: readonly [string, ...string[]];
  /** Problems beyond those its guards give. */
  readonly refusals: readonly ProblemSlug[];
  /** Hosts ask it for people who are somewhere else: the program that asks says nothing of their browser and place. */
  readonly isForHosts?: true;
  /** Where its row's step-up is asked for only sometimes. */
  readonly asks?: Asking<Call<Given, Record<string, unknown>>>;
  run(call: Call<Given, Record<string, unknown>>): Promise<Answer | Refusal>;
}

/** What every row says that lets such a caller in: an endpoint that meets it later need not say it again. */
type SaidByGates<Given extends Access> = "invalid-request" | SaidBy[Given];

interface SaidBy {
  readonly anyone: never;
  readonly person: "not-signed-in";
  readonly member: (typeof member.problems)[number];
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : unknown;

/** Defines an endpoint whose `run` gets the input its schemas describe. */
export function endpoint<
  Given extends Access,
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends InputSchema | undefined = undefined,
  const Refused extends readonly ProblemSlug[] = readonly [],
>(definition: {
  access: Given;
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  takes?: BodyForm;
  answers: Endpoint<Given>["answers"];
  media?: Endpoint<Given>["media"];
  refusals?: Refused;
  isForHosts?: true;
  asks?: Asking<Call<Given, Parsed<Params> & Parsed<Query> & Parsed<Body>>>;
  run(
    call: Call<Given, Parsed<Params> & Parsed<Query> & Parsed<Body>>,
  ): Promise<Answer | Refusal<Refused[number] | SaidByGates<Given>>>;
}): Endpoint<Given> {
  return { refusals: [], ...definition } as unknown as Endpoint<Given>;
}

/** One row of the table of routes. Every column is needed, so that none can be forgotten. */
export interface Row {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: `/${string}`;
  readonly who: Who;
  readonly origin: OriginPolicy;
  readonly throttle: Throttle | "unthrottled";
  /** The operation that asks for fresh proof, or why a stale one is fine. */
  readonly stepUp: Operation | StaleProofIsFine | "none";
  readonly does: Endpoint<Access>;
}

/** What changes something for a caller either asks for fresh proof or says why not: another row does not compile. */
type StepUpOf<Method, Each extends Who> = Method extends "GET"
  ? Operation | "none"
  : GivenBy<Each> extends "anyone"
    ? "none"
    : Operation | StaleProofIsFine;

/** Another site's form carries nobody's session: it can only post, and only to what anyone may call. */
type OriginOf<Method, Each extends Who> = Method extends "POST"
  ? GivenBy<Each> extends "anyone"
    ? OriginPolicy
    : Exclude<OriginPolicy, "cross-site-post">
  : Exclude<OriginPolicy, "cross-site-post">;

/** The columns of the table, in their order. */
type Columns<Method, Each extends Who> = readonly [
  method: Method,
  path: Row["path"],
  who: Each,
  origin: OriginOf<Method, Each>,
  throttle: Row["throttle"],
  stepUp: StepUpOf<Method, Each>,
  does: Endpoint<GivenBy<Each>> | Endpoint<GivenBy<Each> extends "member" ? "person" : never>,
];

export function row<Method extends Row["method"], Each extends Who>(...columns: Columns<Method, Each>): Row {
  const [method, path, who, origin, throttle, stepUp, does] = columns;
  return { method, path, who, origin, throttle, stepUp, does };
}

/** The operation for which a row asks for fresh proof, if it does. */
export function operationOf({ stepUp }: Pick<Row, "stepUp">): Operation | undefined {
  return Object.hasOwn(operations, stepUp) ? (stepUp as Operation) : undefined;
}

/** So many requests in a window, counted by address or by session. */
export function throttled(name: string, per: Throttle["per"], limit: number, windowSeconds: number): Throttle {
  return { name, per, limit, windowSeconds };
}
