import { type ProblemDocuments, problemSlugs } from "./generated/problems.ts";

/** What every problem document has (RFC 9457); the error carries it by other names. */
type Standard = "type" | "title" | "status" | "detail" | "instance";

/** What a step-up asks for: which operation, which kinds of proof, and how fresh. */
export type StepUp = ProblemDocuments["step-up-required"]["stepUp"];

/** The members each kind of refusal carries beyond RFC 9457's own. */
export type ProblemMembers = {
  [Slug in keyof ProblemDocuments]: Omit<ProblemDocuments[Slug], Standard>;
} & {
  /** The server failed, or answered something that is no problem document. */
  fault: object;
  /** No answer came at all. */
  unreachable: object;
};

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

const knownSlugs: readonly string[] = problemSlugs;

function isKnownSlug(slug: string): slug is ProblemSlug {
  return knownSlugs.includes(slug);
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
