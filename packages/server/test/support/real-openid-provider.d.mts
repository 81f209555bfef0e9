/** A real OpenID Provider on this machine. */
export interface RealProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Tells it of the app that is set up there. */
  register(serviceProvider: Readonly<Record<string, string>>): void;
  /** Signs with a new key; the old one is not published any more. */
  rollKey(): Promise<void>;
  close(): Promise<void>;
}

/** Starts one whose people have addresses of a domain. */
export function startRealProvider(domain: string): Promise<RealProvider>;
