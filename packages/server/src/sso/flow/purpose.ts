/** What the answer to a request must know. */
export interface RequestValues {
  /** Of OpenID Connect: PKCE's verifier and the nonce. */
  readonly verifier: string;
  readonly nonce: string;
  /** Of SAML: the request's id. */
  readonly requestId: string;
}

/** For whom a provider is asked. */
export interface Purpose {
  readonly attemptId: string | null;
  readonly testId: string | null;
  readonly returnTo: string | null;
  /** Whether they must prove themselves anew there. */
  readonly isForced: boolean;
  /** Whom the provider may offer first: the address somebody typed. */
  readonly hint: string | null;
}
