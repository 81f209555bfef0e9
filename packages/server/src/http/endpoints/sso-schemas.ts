import { z } from "@hono/zod-openapi";
import { decideIsPageUrl } from "../../rules/sso/configuration.ts";
import { wouldBeAccounts } from "../../sso/connection-tests/would-be.ts";
import { checkNames } from "../../vocabulary/checks.ts";
import {
  connectionKinds,
  connectionStatuses,
  jitModes,
  secondFactorTrusts,
  setupIntents,
} from "../../vocabulary/sso.ts";
import { GroupName, Instant, orNull } from "../schemas.ts";
import { OrganizationParam, RoleName } from "./organization-schemas.ts";

const IdText = z.string().min(1).max(64);
export const ConnectionParam = OrganizationParam.extend({ conn: IdText });
export const ConnectionTestParam = ConnectionParam.extend({ id: IdText });
export const SsoParam = z.strictObject({ conn: IdText });

const Url = z.string().min(1).max(2000);
const PageUrl = Url.refine(decideIsPageUrl, "A page has an https address.");
const Word = z.string().min(1).max(200);
const Words = z.array(Word).max(20);
const Pem = z.string().min(1).max(16_384);
export const SetupIntentName = z.enum(setupIntents).openapi("SetupIntent");

const oidc = { issuer: Url, clientId: z.string().min(1).max(500), clientSecret: z.string().min(1).max(2000) };
const scopes = z.array(z.string().min(1).max(100)).max(20).optional();
export const SamlMetadata = z
  .union([
    z.strictObject({ url: Url }),
    z.strictObject({ xml: z.string().min(1).max(1_048_576) }),
    z.strictObject({ entityId: Url, ssoUrl: Url, certificates: z.array(Pem).min(1).max(10) }),
  ])
  .openapi("SamlMetadata");

/** What a connection begins with. */
export const NewConnection = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("oidc"), name: GroupName, ...oidc, scopes }),
  z.strictObject({ kind: z.literal("saml"), name: GroupName, metadata: SamlMetadata }),
]);

/** What of it may be changed. What is trusted comes whole: an issuer with its client and secret, or the metadata. */
export const ConnectionChange = z.strictObject({
  name: GroupName.optional(),
  jit: z.enum(jitModes).optional(),
  trustSecondFactor: z.enum(secondFactorTrusts).optional(),
  requiredAmr: orNull(Words).optional(),
  requiredAcr: orNull(Words).optional(),
  idpInitiated: z.boolean().optional(),
  allowCbc: z.boolean().optional(),
  managePasswordUrl: orNull(PageUrl).optional(),
  issuer: Url.optional(),
  clientId: oidc.clientId.optional(),
  clientSecret: oidc.clientSecret.optional(),
  scopes,
  metadata: SamlMetadata.optional(),
});

const Certificate = z
  .object({
    fingerprint: z.string(),
    waits: z.boolean().openapi({ description: "Part of a change that waits for its test: not accepted yet." }),
    leaves: z.boolean().openapi({ description: "Not accepted any more once the change that waits is in place." }),
    notAfter: Instant,
    addedAt: Instant,
    lastUsedAt: orNull(Instant),
  })
  .openapi("ConnectionCertificate");

const Oidc = z.object({
  kind: z.literal("oidc"),
  issuer: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
});
const Saml = z.object({
  kind: z.literal("saml"),
  entityId: z.string(),
  ssoUrl: z.string(),
  sloUrl: orNull(z.string()),
  metadataUrl: orNull(z.string()),
});

const Configuration = z.discriminatedUnion("kind", [Oidc, Saml]);

export const RoleRules = z
  .array(
    z.strictObject({
      attribute: z.string().min(1).max(256),
      equals: z.string().min(1).max(256),
      role: RoleName.exclude(["owner"]).optional(),
      workspace: IdText.optional(),
    }),
  )
  .max(100)
  .openapi("RoleRules");

export const Connection = z
  .object({
    id: z.string(),
    kind: z.enum(connectionKinds),
    name: z.string(),
    status: z.enum(connectionStatuses),
    jit: z.enum(jitModes),
    trustSecondFactor: z.enum(secondFactorTrusts),
    requiredAmr: orNull(z.array(z.string())),
    requiredAcr: orNull(z.array(z.string())),
    idpInitiated: z.boolean(),
    allowCbc: z.boolean(),
    managePasswordUrl: orNull(z.string()),
    configuration: Configuration,
    serviceProvider: z.record(z.string(), z.string()),
    certificates: z.array(Certificate),
    roleRules: RoleRules,
    tested: z.boolean().openapi({ description: "Whether a test has passed for exactly what it is now." }),
    pendingRevision: orNull(z.string()),
    pendingConfiguration: orNull(Configuration).openapi({
      description: "What takes over once a test has passed for it.",
    }),
    lastTest: orNull(
      z.object({
        id: z.string(),
        at: Instant,
        passed: z.boolean(),
        by: orNull(z.string()).openapi({ description: "The name of who began it; null by a set-up link." }),
      }),
    ),
    recentPeople: z
      .int()
      .openapi({ description: "How many signed in through it within 30 days; 1000 means as many or more." }),
    createdAt: Instant,
    lastSignInAt: orNull(Instant),
    lastFailure: orNull(z.object({ at: Instant, text: z.string() })),
  })
  .openapi("Connection");

export const CheckShown = z
  .object({
    name: z.enum(checkNames),
    passed: z.boolean(),
    expected: z.string(),
    seen: z.string(),
    fix: orNull(z.string()),
  })
  .openapi("ConnectionCheck");

export const WouldBe = z
  .object({
    account: z.enum(wouldBeAccounts),
    role: orNull(RoleName),
    workspaces: z.array(z.string()),
    assurance: z.union([z.literal(1), z.literal(2)]),
  })
  .openapi("WouldBe");

export const ConnectionTest = z
  .object({
    id: z.string(),
    status: z.enum(["waiting", "passed", "failed", "expired"]),
    createdAt: Instant,
    finishedAt: orNull(Instant),
    checks: z.array(CheckShown),
    subject: orNull(z.string()),
    address: orNull(z.string()),
    attributes: z.record(z.string(), z.array(z.string())),
    wouldBe: orNull(WouldBe),
  })
  .openapi("ConnectionTest");
