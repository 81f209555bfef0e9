import type { MortiseClient } from "@mortise/sdk";

interface Params<Path, Query> {
  parameters: {
    query?: Query extends undefined ? never : Query;
    header?: never;
    cookie?: never;
  } & (Path extends undefined ? { path?: never } : { path: Path });
}
type Sends<Body> = Body extends undefined
  ? { requestBody?: never }
  : { requestBody: { content: { "application/json": Body } } };
type Call<Answer, Body = undefined, Path = undefined, Query = undefined> = Params<Path, Query> &
  Sends<Body> & {
    responses: { 200: { headers: Record<string, unknown>; content: { "application/json": Answer } } };
  };
type Silent<Body = undefined, Path = undefined> = Params<Path, undefined> &
  Sends<Body> & { responses: { 204: { headers: Record<string, unknown>; content?: never } } };
interface Id {
  id: string;
}

export type Kind = "password" | "totp" | "passkey" | "phone" | "recovery-code";

export interface Account {
  id: string;
  email: string;
  pendingEmail: string | null;
  emailVerifiedAt: string;
  name: string;
  createdAt: string;
  preferredAuthenticator: string | null;
  protection: {
    level: "password-only" | "two-factor" | "phishing-resistant";
    methods: Kind[];
    nextStep: string | null;
    nextSteps: string[];
  };
}

export interface Authenticator {
  id: string;
  kind: Kind;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}

export interface RecoveryCodesLeft {
  remaining: number;
  total: number;
}

export interface Authenticators {
  password: { changedAt: string } | null;
  totp: Authenticator[];
  passkeys: Authenticator[];
  phones: Authenticator[];
  recoveryCodes: (RecoveryCodesLeft & { issuedAt: string }) | null;
  preferred: string | null;
}

export interface Way {
  kind: Kind;
  id?: string;
  name?: string;
  preferred: boolean;
}

export interface Attempt {
  id: string;
  purpose: "sign-in" | "step-up" | "restore-trust";
  status: "open" | "complete" | "failed" | "expired";
  acceptable: Way[];
  proofs: { kind: Kind; at: string }[];
  triesLeft: number;
  expiresAt: string;
  deletionCalledOff?: boolean;
  recoveryCodes?: RecoveryCodesLeft;
}

export type Proof =
  { kind: "password"; password: string } | { kind: "totp"; code: string } | { kind: "recovery-code"; code: string };

export interface CurrentSession {
  id: string;
  account: { id: string; email: string; name: string };
  assurance: 1 | 2;
  confirmedUntil: string | null;
  createdAt: string;
}

export interface SessionItem {
  id: string;
  current: boolean;
  device: string;
  browser: string | null;
  os: string | null;
  ip: string;
  createdAt: string;
  lastSeenAt: string;
  method: string;
}

export interface SignInItem {
  id: string;
  at: string;
  method: string;
  factor: string | null;
  outcome: "success" | "failure";
  reason?: string;
  ip: string;
  device: string;
  sessionId?: string;
}

export interface List<Item> {
  items: Item[];
  nextCursor: string | null;
}

export interface Deployment {
  productName: string;
  signUp: "open" | "closed";
  outboxPage: boolean;
  returnOrigins: string[];
  supportUrl: string | null;
}

export interface PasswordPolicy {
  preset: "default" | "nist" | "custom";
  minLength: number;
  maxLength: number;
  requires: ("uppercase" | "lowercase" | "digit" | "symbol")[];
  refuses: ("common" | "contains-identity")[];
}

export interface BegunTotp {
  id: string;
  secret: string;
  uri: string;
  qrSvg: string;
  expiresAt: string;
}

type StartAttempt = { purpose: "sign-in"; email?: string } | { purpose: "step-up"; operation: string; target?: string };
interface Page {
  limit?: number;
  cursor?: string;
}

export interface paths {
  "/v1/deployment": { get: Call<Deployment> };
  "/v1/sign-up": { post: Call<{ status: "check-email" }, { email: string; password: string; name: string }> };
  "/v1/email-verifications": {
    post: Call<{ purpose: "sign-up" | "change-email"; account: { email: string } }, { token: string }>;
  };
  "/v1/email-verifications/resend": { post: Call<{ status: "check-email" }, { email: string }> };
  "/v1/password-resets": { post: Call<{ status: "check-email" }, { email: string }> };
  "/v1/password-resets/complete": { post: Silent<{ token: string; password: string }> };
  "/v1/password-policy": { get: Call<PasswordPolicy> };
  "/v1/password-policy/check": {
    post: Call<{ unmet: string[] }, { password: string; email?: string; name?: string }>;
  };
  "/v1/account": {
    get: Call<Account>;
    patch: Call<Account, { name?: string; preferredAuthenticator?: string | null }>;
    delete: Call<{ deletesAt: string }>;
  };
  "/v1/account/email": { put: Call<{ status: "check-email" }, { email: string }> };
  "/v1/account/password": { put: Silent<{ currentPassword: string; newPassword: string }> };
  "/v1/account/authenticators": { get: Call<Authenticators>; delete: Silent };
  "/v1/account/authenticators/totp": { post: Call<BegunTotp, Record<string, never>> };
  "/v1/account/authenticators/totp/{id}/complete": {
    post: Call<{ authenticator: Authenticator; recoveryCodes?: string[] }, { code: string; name: string }, Id>;
  };
  "/v1/account/authenticators/{id}": {
    patch: Call<Authenticator, { name: string }, Id>;
    delete: Silent<undefined, Id>;
  };
  "/v1/account/recovery-codes": { post: Call<{ codes: string[] }> };
  "/v1/account/sessions": {
    get: Call<List<SessionItem>, undefined, undefined, Page>;
    delete: Call<{ ended: number }>;
  };
  "/v1/account/sessions/{id}": { delete: Silent<undefined, Id> };
  "/v1/account/history": {
    get: Call<List<SignInItem>, undefined, undefined, Page & { outcome?: "success" | "failure" }>;
  };
  "/v1/session": { get: Call<CurrentSession>; delete: Silent };
  "/v1/session/confirmation": { delete: Silent };
  "/v1/attempts": { post: Call<Attempt, StartAttempt> };
  "/v1/attempts/{id}/proofs": { post: Call<Attempt, Proof, Id> };
}

export type Mortise = MortiseClient<paths>;
