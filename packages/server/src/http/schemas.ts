import { precisions } from "../vocabulary/states.ts";
import { z } from "@hono/zod-openapi";
import { instant } from "./instant.ts";
import { findUnreadable, isVisible } from "../rules/names/readable.ts";
import { authenticatorKinds, factors } from "../vocabulary/kinds.ts";
import { proofKinds } from "../vocabulary/proofs.ts";
import { operationNames } from "../vocabulary/operations.ts";
import { type EmailAddress, parseEmailAddress } from "../accounts/email-address.ts";

export function instantOrNull(at: number | null): string | null {
  return at === null ? null : instant(at);
}

export const Instant = z.string().openapi("Instant", { format: "date-time", example: "2026-11-22T06:29:00.000Z" });
/** A registered schema or null, in a form the generated types read as such. */
export function orNull<Schema extends z.ZodType>(schema: Schema): z.ZodUnion<[Schema, z.ZodNull]> {
  return z.union([schema, z.null()]);
}

export const Kind = z.enum(authenticatorKinds).openapi("AuthenticatorKind");
/** One proof, as its owner sees it. */
export const AcceptedProof = z
  .object({
    kind: z.enum(proofKinds),
    at: Instant,
    connection: z.string().optional(),
    factors: z.array(z.enum(factors)).optional(),
  })
  .openapi("Proof", {
    description:
      "An accepted proof. Of kind `sso`: which connection vouched, when somebody proved themselves there, and what counts of it here.",
  });
export const OperationName = z.enum(operationNames).openapi("Operation");

/** Where a request came from, as well as it is known. `country` as ISO 3166-1 names it. */
export const Location = z
  .object({ text: z.string(), country: z.string(), precision: z.enum(precisions) })
  .openapi("Location");

const Base64Url = z.string().regex(/^[A-Za-z0-9_-]*$/, "Expected base64url without padding.");
// What browsers add to these in years to come is theirs to say; what we read of it is checked.
const credentialFields = {
  id: Base64Url.min(1).max(1400),
  rawId: Base64Url.min(1).max(1400),
  type: z.literal("public-key"),
  authenticatorAttachment: z.string().max(40).nullish(),
  clientExtensionResults: z.looseObject({}).optional(),
};

/** What `navigator.credentials.create` answered, as `toJSON()` gives it (WebAuthn L3 §5.1). */
export const RegistrationCredential = z
  .looseObject({
    ...credentialFields,
    response: z.looseObject({
      clientDataJSON: Base64Url,
      attestationObject: Base64Url,
      transports: z.array(z.string().max(40)).max(10).optional(),
    }),
  })
  .openapi("RegistrationCredential");
/** What `navigator.credentials.get` answered, as `toJSON()` gives it (WebAuthn L3 §5.1). */
export const AuthenticationCredential = z
  .looseObject({
    ...credentialFields,
    response: z.looseObject({
      clientDataJSON: Base64Url,
      authenticatorData: Base64Url,
      signature: Base64Url,
      userHandle: Base64Url.nullish(),
    }),
  })
  .openapi("AuthenticationCredential");
/** `PublicKeyCredentialCreationOptionsJSON` of WebAuthn L3. */
export const CreationOptions = z.looseObject({ challenge: z.string() }).openapi("PasskeyCreationOptions");
/** `PublicKeyCredentialRequestOptionsJSON` of WebAuthn L3. */
export const RequestOptions = z.looseObject({ challenge: z.string() }).openapi("PasskeyRequestOptions");

/** An e-mail address; the use case gets it read, as given and as its key. */
export const Email = z
  .string()
  .max(320)
  .transform((given, context): EmailAddress => {
    const address = parseEmailAddress(given);
    if (address) return address;
    context.addIssue({ code: "custom", message: "This is not an email address." });
    return z.NEVER;
  })
  .openapi("EmailAddress", { type: "string", example: "maya@example.com" });

// Long enough for any rule; the rules in force say what is too long for a new password.
export const Password = z.string().min(1, "Enter a password.").max(4096);
/** What one person types and others read: in lists, in questions they answer, in mails. */
export const readable = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Use ${longest} characters at most.`)
    .normalize("NFC")
    .superRefine((text, context) => {
      const message = findUnreadable(text);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    });

const nameOf = (longest: number) =>
  readable(longest)
    .min(1, "Enter a name.")
    .refine((name) => name === "" || isVisible(name), "A name needs a character that can be seen.");

export const PersonName = nameOf(100);
export const AuthenticatorName = nameOf(60);
/** What people call an organization or a workspace. */
export const GroupName = nameOf(80);
export const Token = z.string().min(1).max(200);
/** Where somebody came from: a path here or an address of a listed origin; anything else is left away. */
export const ReturnTo = z.string().max(2000);
export const Code = z.string().min(1, "Enter the code.").max(200);
export const IdParam = z.strictObject({ id: z.string().min(1).max(64) });

export const PageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(64).optional(),
};

/** The same in a body, where a number is one. */
export const PageBody = { ...PageQuery, limit: z.int().min(1).max(100).default(20) };

/** A page of a list, newest first. */
export function pageOf(item: z.ZodType): z.ZodObject {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Cuts a list fetched with one row too many into a page and the cursor behind it. */
export function toPage<Row extends { id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  return { items: shown.map(toItem), nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}
