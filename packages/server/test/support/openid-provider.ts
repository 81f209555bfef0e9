import { createHash, createHmac, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from "jose";

/** What the provider says of whoever signs in there. */
export interface OpUser {
  readonly sub: string;
  readonly email?: string;
  readonly name?: string;
  readonly [claim: string]: unknown;
}

/** One thing in which it may lie, or be unwell. */
export interface OpLies {
  /** Claims in place of the true ones; `undefined` leaves one away. */
  claims?: Readonly<Record<string, unknown>>;
  /** Claims made of the true ones. */
  change?: (claims: Record<string, unknown>) => Record<string, unknown>;
  alg?: "none" | "HS256" | "RS256-other-key" | "unknown-kid";
  state?: string;
  /** What the answer says it comes from; null: nothing. */
  iss?: string | null;
  code?: string;
  error?: string;
  userinfo?: Record<string, unknown>;
  discovery?: Record<string, unknown>;
  /** Answers of the token endpoint that are something else. */
  token?: "slow" | "endless" | "html" | "error" | "no-id-token" | "redirect";
  jwks?: "broken" | "empty";
}

type Key = Awaited<ReturnType<typeof generateKeyPair>>;

/** An OpenID Provider of a test, over real HTTP: what it is told to, it gets wrong. */
export class OpenIdProvider {
  readonly clientId = "mortise";
  readonly clientSecret = "s3cret of the provider+&";
  user: OpUser = { sub: "u1", email: "kim@acme.example", name: "Kim" };
  /** When whoever signs in has proven themselves there; null: it does not say. Unix seconds. */
  authTime: (() => number) | null = null;
  lies: OpLies = {};
  /** Requests to each endpoint so far. */
  readonly asked: string[] = [];
  issuer = "";
  #now: () => number;
  #server = createServer((request, response) => void this.#answer(request, response));
  #codes = new Map<
    string,
    { nonce: string; challenge: string; user: OpUser; maxAge: string | null; redirectUri: string }
  >();
  #key!: Key;
  #otherKey!: Key;
  #kid = "k1";
  #accessTokens = new Map<string, OpUser>();

  private constructor(now: () => number) {
    this.#now = now;
  }

  /** `now` in Unix milliseconds: the clock of the server under test. */
  static async start(now: () => number): Promise<OpenIdProvider> {
    const op = new OpenIdProvider(now);
    op.#key = await generateKeyPair("RS256");
    op.#otherKey = await generateKeyPair("RS256");
    await new Promise<void>((done) => op.#server.listen(0, "127.0.0.1", done));
    op.issuer = `http://127.0.0.1:${(op.#server.address() as AddressInfo).port}`;
    return op;
  }

  async rollKey(): Promise<void> {
    this.#key = await generateKeyPair("RS256");
    this.#kid = `k${Number(this.#kid.slice(1)) + 1}`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(() => done()));
  }

  /** Signs any token as the provider. */
  async sign(claims: Record<string, unknown>, header: Record<string, string> = {}): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: this.#kid, ...header })
      .sign(this.#key.privateKey);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.issuer);
    this.asked.push(url.pathname);
    if (url.pathname === "/.well-known/openid-configuration") return void json(response, this.#discovery());
    if (url.pathname === "/authorize") return void this.#authorize(url, response);
    if (url.pathname === "/token") return this.#token(await textOf(request), request, response);
    if (url.pathname === "/jwks") return this.#jwks(response);
    if (url.pathname === "/userinfo") return void this.#userinfo(request, response);
    if (url.pathname === "/end") return void endAt(url, response);
    response.writeHead(404).end();
  }

  #discovery(): object {
    const at = (path: string): string => `${this.issuer}${path}`;
    return {
      issuer: this.issuer,
      authorization_endpoint: at("/authorize"),
      token_endpoint: at("/token"),
      jwks_uri: at("/jwks"),
      userinfo_endpoint: at("/userinfo"),
      authorization_response_iss_parameter_supported: true,
      ...this.lies.discovery,
    };
  }

  #authorize(url: URL, response: ServerResponse): ServerResponse {
    const asked = (name: string): string => url.searchParams.get(name) ?? "";
    const code = randomBytes(16).toString("base64url");
    const maxAge = url.searchParams.get("max_age");
    const redirectUri = asked("redirect_uri");
    const challenge = asked("code_challenge");
    this.#codes.set(code, { nonce: asked("nonce"), challenge, user: this.user, maxAge, redirectUri });
    const back = new URL(redirectUri);
    const { lies } = this;
    back.searchParams.set("state", lies.state ?? asked("state"));
    if (lies.error) back.searchParams.set("error", lies.error);
    else back.searchParams.set("code", lies.code ?? code);
    const iss = lies.iss === undefined ? this.issuer : lies.iss;
    if (iss !== null) back.searchParams.set("iss", iss);
    return response.writeHead(303, { location: back.href }).end();
  }

  async #token(body: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = new URLSearchParams(body);
    const { token: how } = this.lies;
    if (how === "slow") return;
    if (how === "html") return void response.writeHead(200, { "content-type": "text/html" }).end("<p>Hello</p>");
    if (how === "redirect") return void response.writeHead(302, { location: `${this.issuer}/jwks` }).end();
    if (how === "endless") return void endless(response);
    const known = this.#codes.get(given.get("code") ?? "");
    this.#codes.delete(given.get("code") ?? "");
    const isProven =
      known?.challenge ===
      createHash("sha256")
        .update(given.get("code_verifier") ?? "")
        .digest("base64url");
    const [id, secret] = Buffer.from(request.headers.authorization?.slice(6) ?? "", "base64")
      .toString()
      .split(":");
    const read = (text = ""): string => new URLSearchParams(`a=${text}`).get("a") ?? "";
    const isClient = read(id) === this.clientId && read(secret) === this.clientSecret;
    if (!isClient) return void json(response, { error: "invalid_client" }, 401);
    if (!known || !isProven || how === "error" || known.redirectUri !== given.get("redirect_uri"))
      return void json(response, { error: "invalid_grant" }, 400);
    const accessToken = randomBytes(16).toString("base64url");
    this.#accessTokens.set(accessToken, known.user);
    const idToken = await this.#idToken(known.user, known.nonce, accessToken);
    json(response, {
      access_token: accessToken,
      token_type: "Bearer",
      ...(how !== "no-id-token" && { id_token: idToken }),
    });
  }

  async #idToken(user: OpUser, nonce: string, accessToken: string): Promise<string> {
    const at = Math.floor(this.#now() / 1000);
    const half = createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url");
    const dated = this.authTime === null ? {} : { auth_time: this.authTime() };
    const always = { iss: this.issuer, aud: this.clientId, iat: at, exp: at + 300, nonce, at_hash: half, ...dated };
    const all = { ...always, ...user, ...this.lies.claims };
    const claims = this.lies.change?.(all) ?? all;
    return this.#signAs(JSON.parse(JSON.stringify(claims)) as Record<string, unknown>);
  }

  async #signAs(claims: Record<string, unknown>): Promise<string> {
    const { alg } = this.lies;
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    if (alg === "none") return `${encode({ alg: "none" })}.${encode(claims)}.`;
    if (alg === "HS256") {
      const signed = `${encode({ alg: "HS256", kid: this.#kid })}.${encode(claims)}`;
      const secret = await exportSPKI(this.#key.publicKey);
      return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
    }
    const kid = alg === "unknown-kid" ? "nobody" : this.#kid;
    const { privateKey } = alg === "RS256-other-key" ? this.#otherKey : this.#key;
    return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid }).sign(privateKey);
  }

  async #jwks(response: ServerResponse): Promise<void> {
    if (this.lies.jwks === "broken") return void response.writeHead(500).end("no");
    if (this.lies.jwks === "empty") return void json(response, { keys: [] });
    const key = { ...(await exportJWK(this.#key.publicKey)), kid: this.#kid, use: "sig", alg: "RS256" };
    json(response, { keys: [key] });
  }

  #userinfo(request: IncomingMessage, response: ServerResponse): ServerResponse {
    const user = this.#accessTokens.get(request.headers.authorization?.slice(7) ?? "");
    if (!user) return json(response, {}, 401);
    return json(response, { ...user, ...this.lies.userinfo });
  }
}

/** Where a test's discovery names it: back to where the one who asks says. */
function endAt(url: URL, response: ServerResponse): ServerResponse {
  return response.writeHead(303, { location: url.searchParams.get("post_logout_redirect_uri") ?? "/" }).end();
}

function json(response: ServerResponse, body: object, status = 200): ServerResponse {
  return response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function endless(response: ServerResponse): ServerResponse {
  response.writeHead(200, { "content-type": "application/json" });
  const chunk = " ".repeat(64 * 1024);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
  return response;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
