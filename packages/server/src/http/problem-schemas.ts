import { z } from "@hono/zod-openapi";
import { problemOf, problemSlugs, type ProblemSlug } from "../problems.ts";

/** A problem document as the wire has it (RFC 9457), with the members of its kind. */
export function problemSchema(slug: ProblemSlug): z.ZodObject {
  return schemas[slug];
}

/** The name of its schema in the OpenAPI document: "NotAllowedProblem". */
export function problemSchemaName(slug: ProblemSlug): string {
  return `${slug
    .split("-")
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join("")}Problem`;
}

const schemas = Object.fromEntries(problemSlugs.map((slug) => [slug, describe(slug)])) as Record<
  ProblemSlug,
  z.ZodObject
>;

function describe(slug: ProblemSlug): z.ZodObject {
  const { title, status, members } = problemOf(slug);
  return z
    .object({
      type: z.string().regex(new RegExp(`/problems/${slug}$`)),
      title: z.literal(title),
      status: z.literal(status),
      detail: z.string(),
      instance: z.string(),
      ...members,
    })
    .openapi(problemSchemaName(slug));
}
