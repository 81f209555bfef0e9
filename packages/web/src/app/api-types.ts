import type { components, MortiseClient, paths } from "@mortise/sdk";

type Schemas = components["schemas"];
type Sent<Call> = Call extends { requestBody: { content: { "application/json": infer Body } } } ? Body : never;

export type Mortise = MortiseClient;
export type Deployment = Schemas["Deployment"];
export type PasswordPolicy = Schemas["PasswordPolicy"];
export type Account = Schemas["Account"];
export type Authenticator = Schemas["Authenticator"];
export type Authenticators = Schemas["Authenticators"];
export type BegunTotp = Schemas["PendingTotp"];
export type CurrentSession = Schemas["Session"];
export type SessionItem = Schemas["ListedSession"];
export type SignInItem = Schemas["SignIn"];
export type Attempt = Schemas["Attempt"];
export type Kind = Schemas["AuthenticatorKind"];
export type Way = Attempt["acceptable"][number];
export type RecoveryCodesLeft = NonNullable<Attempt["recoveryCodes"]>;
export type Operation = Schemas["Operation"];
export type NextStep = Schemas["NextStep"];
export type Proof = Sent<paths["/v1/attempts/{id}/proofs"]["post"]>;
