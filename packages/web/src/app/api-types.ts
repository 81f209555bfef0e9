import type { components, MortiseClient, paths } from "@mortise/sdk";

type Schemas = components["schemas"];
type Sent<Call> = Call extends { requestBody: { content: { "application/json": infer Body } } } ? Body : never;

/** The document refers to a schema and says "or null" beside it, which the generator reads as never null. */
type OrNull<Thing, Name extends keyof Thing> = Omit<Thing, Name> & Record<Name, Thing[Name] | null>;

export type Mortise = MortiseClient;
export type Deployment = Schemas["Deployment"];
export type PasswordPolicy = Schemas["PasswordPolicy"];
export type Account = Schemas["Account"];
export type Authenticator = OrNull<Schemas["Authenticator"], "lastUsedAt">;
export type Authenticators = Omit<Schemas["Authenticators"], "totp"> & { totp: Authenticator[] };
export type BegunTotp = Schemas["PendingTotp"];
export type CurrentSession = OrNull<Schemas["Session"], "confirmedUntil">;
export type SessionItem = Schemas["ListedSession"];
export type SignInItem = OrNull<Omit<Schemas["SignIn"], "location">, "factor">;
export type Attempt = Schemas["Attempt"];
export type Kind = Schemas["AuthenticatorKind"];
export type Way = Attempt["acceptable"][number];
export type RecoveryCodesLeft = NonNullable<Attempt["recoveryCodes"]>;
export type Operation = Schemas["Operation"];
export type NextStep = NonNullable<Schemas["NextStep"]>;
export type Proof = Sent<paths["/v1/attempts/{id}/proofs"]["post"]>;
