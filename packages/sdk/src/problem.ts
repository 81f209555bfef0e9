import type { components } from "./generated/schema.ts";

type Schemas = components["schemas"];

/** What a step-up asks for: which operation, which kinds of proof, and how fresh. */
export interface StepUp {
  operation: Schemas["Operation"];
  acceptable: Schemas["AuthenticatorKind"][];
  maxAgeSeconds: number;
}

/** Which policy refuses, and whose it is. */
export interface AskedBy {
  name: string;
  organization: Schemas["Named"];
  workspace: Schemas["Named"] | null;
}

/** The members each kind of refusal carries beyond RFC 9457's own. */
export interface ProblemMembers {
  "invalid-request": { errors: { pointer: string; detail: string }[] };
  "not-signed-in": object;
  "step-up-required": { stepUp: StepUp; policy?: AskedBy };
  "session-flagged": { acceptable: Schemas["AuthenticatorKind"][]; reason?: Schemas["FlagReason"] };
  /** `bindingRequired`: with the reason `binding-required`, what has to be bound before anything else. */
  "not-allowed": { reason?: string; policy?: AskedBy; bindingRequired?: Schemas["BindingRequired"] };
  "not-found": object;
  "attempt-closed": object;
  /** `unknownCredential`: nobody here has that passkey, so the browser may stop offering it. */
  "proof-rejected": { triesLeft: number; unknownCredential?: true };
  "too-many-attempts": { retryAt: string };
  "password-unacceptable": { unmet: Schemas["UnmetPasswordRule"][] };
  "link-invalid": object;
  "last-authenticator": { reason?: string; policy?: AskedBy };
  conflict: { reason?: string };
  "cross-origin": object;
  "payload-too-large": object;
  "rate-limited": object;
  "unsupported-media-type": object;
  /** The server failed, or answered something that is no problem document. */
  fault: object;
  /** No answer came at all. */
  unreachable: object;
}

export type ProblemSlug = keyof ProblemMembers;

export interface ProblemInit<S extends ProblemSlug> {
  slug: S;
  status: number;
  title: string;
  detail?: string | undefined;
  members: ProblemMembers[S];
  requestId?: string | undefined;
  retryAfterSeconds?: number | undefined;
  cause?: unknown;
}

/** A refusal of the API as an exception. `isProblem` narrows it to one slug and its members. */
export class ProblemError<S extends ProblemSlug = ProblemSlug> extends Error {
  override readonly name = "ProblemError";
  readonly slug: S;
  readonly status: number;
  readonly detail: string | undefined;
  readonly members: ProblemMembers[S];
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(init: ProblemInit<S>) {
    super(init.title, { cause: init.cause });
    this.slug = init.slug;
    this.status = init.status;
    this.detail = init.detail;
    this.members = init.members;
    this.requestId = init.requestId;
    this.retryAfterSeconds = init.retryAfterSeconds;
  }
}

export function isProblem<S extends ProblemSlug>(error: unknown, slug: S): error is ProblemError<S> {
  return error instanceof ProblemError && error.slug === slug;
}

/** The problem an exception is, of whatever slug, or undefined when it is something else. */
export function problemOf(error: unknown): ProblemError | undefined {
  return error instanceof ProblemError ? (error as ProblemError) : undefined;
}

const knownSlugs: Record<ProblemSlug, true> = {
  "invalid-request": true,
  "not-signed-in": true,
  "step-up-required": true,
  "session-flagged": true,
  "not-allowed": true,
  "not-found": true,
  "attempt-closed": true,
  "proof-rejected": true,
  "too-many-attempts": true,
  "password-unacceptable": true,
  "link-invalid": true,
  "last-authenticator": true,
  conflict: true,
  "cross-origin": true,
  "payload-too-large": true,
  "rate-limited": true,
  "unsupported-media-type": true,
  fault: true,
  unreachable: true,
};

function isKnownSlug(slug: string): slug is ProblemSlug {
  return Object.hasOwn(knownSlugs, slug);
}

function slugOf(type: unknown): ProblemSlug {
  const slug = typeof type === "string" ? (type.split("/problems/")[1] ?? "") : "";
  return isKnownSlug(slug) ? slug : "fault";
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  const isProblemDocument = response.headers.get("content-type")?.startsWith("application/problem+json");
  if (!isProblemDocument) return {};
  const body: unknown = await response.json().catch(() => undefined);
  return typeof body === "object" && body !== null ? { ...body } : {};
}

const ownMembers = new Set(["type", "title", "status", "detail", "instance"]);

/** The problem in an answer that is not a success. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const body = await bodyOf(response);
  const { type, title, detail } = body;
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new ProblemError({
    slug: slugOf(type),
    status: response.status,
    title: typeof title === "string" ? title : `HTTP ${response.status}`,
    detail: typeof detail === "string" ? detail : undefined,
    // The server's OpenAPI document promises the members that go with the slug.
    members: Object.fromEntries(Object.entries(body).filter(([name]) => !ownMembers.has(name))),
    requestId: response.headers.get("x-request-id") ?? undefined,
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
  });
}
