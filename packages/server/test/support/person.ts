import type { Lies, SoftwareAuthenticator } from "./software-authenticator.ts";
import { send } from "./send.ts";
import type { TestServer } from "./test-server.ts";
import { openMessage } from "../../src/delivery/outbox.ts";
import type { Services } from "../../src/services.ts";
import { codeOf, timeStep } from "../../src/authenticators/totp/totp.ts";

/** What came back, read. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  readonly body: any;
}

export const goodPassword = "Correct-Horse9";
let people = 0;

/** The browser everybody has unless a test says otherwise. */
export const browserAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/** A person with a browser: keeps cookies, sends the origin, and knows their own secrets. */
export class Person {
  readonly cookies = new Map<string, string>();
  readonly secrets: string[] = [];
  readonly email: string;
  name = "Maya Wrenholt";
  password = goodPassword;
  recoveryCodes: string[] = [];
  accountId = "";
  readonly headers: Record<string, string> = {};

  readonly server: TestServer;

  constructor(server: TestServer, email = `maya${++people}.${Math.trunc(performance.now())}@example.com`) {
    this.server = server;
    this.email = email;
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const { text, ...response } = await send(this.server.url + path, {
      method,
      headers: {
        origin: this.server.services.config.publicUrl,
        "user-agent": browserAgent,
        ...(this.cookies.size > 0 && {
          cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...this.headers,
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    return {
      ...response,
      body: /[/+]json\b/.test(response.headers.get("content-type") ?? "") ? JSON.parse(text) : text,
    };
  }

  private keep(cookie: string): void {
    const [pair = ""] = cookie.split(";");
    const [name = "", value = ""] = pair.split("=");
    if (value === "") this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  get(path: string): Promise<Reply> {
    return this.call("GET", path);
  }

  post(path: string, body: unknown = {}): Promise<Reply> {
    return this.call("POST", path, body);
  }

  /** The newest mail to this person. */
  async mail(): Promise<ReadMail> {
    const mails = await this.mails();
    if (!mails[0]) throw new Error(`No mail to ${this.email}.`);
    return mails[0];
  }

  async mails(to = this.email): Promise<ReadMail[]> {
    await this.server.settle?.();
    return this.mailed(to);
  }

  private mailed(to: string): Promise<ReadMail[]> {
    const { settle, services } = this.server;
    // A server in this process is not asked for everyone's mails, which are opened one by one.
    return settle === undefined ? this.listed(to) : mailsTo(services, to);
  }

  /** What the outbox page lists for an address or a number. */
  async listed(to: string): Promise<ReadMail[]> {
    const { body } = await this.call("GET", "/dev/outbox", undefined, { accept: "application/json" });
    return body.items.filter((mail: { to: string }) => mail.to === to);
  }

  /** The token of the newest mailed link, which is there with the answer: nothing has to be settled for it. */
  async mailedToken(to = this.email): Promise<string> {
    const token = (await this.mailed(to))
      .map(({ text }) => /(?:verify-email|reset-password)#token=([^\s&]+)/.exec(text)?.[1])
      .find(Boolean);
    if (!token) throw new Error(`No link was mailed to ${to}.`);
    return token;
  }

  /** The token of the newest link to say "this wasn't me", in mails with this subject. */
  async notMeToken(subject: string | RegExp = /./, to = this.email): Promise<string> {
    const mails = (await this.mails(to)).filter((mail) => new RegExp(subject).test(mail.subject));
    const token = mails.map(({ text }) => /not-me#token=([^\s&]+)/.exec(text)?.[1]).find(Boolean);
    if (!token) throw new Error(`No alert was mailed to ${to}.`);
    return token;
  }

  /** Signs up; the link is opened in another browser, as by a phone, so that nobody is signed in by it. */
  async signUp(): Promise<this> {
    expectStatus(await this.post("/v1/sign-up", { email: this.email, password: this.password, name: this.name }), 202);
    this.cookies.delete("mortise-sign-up");
    this.cookies.delete("__Host-mortise-sign-up");
    const verified = expectStatus(await this.post("/v1/email-verifications", { token: await this.mailedToken() }), 200);
    this.accountId = verified.body.account.id;
    return this;
  }

  async startSignIn(): Promise<string> {
    return expectStatus(await this.post("/v1/attempts", { purpose: "sign-in", email: this.email }), 201).body.id;
  }

  prove(attemptId: string, proof: object): Promise<Reply> {
    return this.post(`/v1/attempts/${attemptId}/proofs`, proof);
  }

  /** Signs in with the password, and with a fresh code when one is asked for. */
  async signIn(): Promise<this> {
    const id = await this.startSignIn();
    let reply = expectStatus(await this.prove(id, { kind: "password", password: this.password }), 200);
    if (reply.body.status === "open")
      reply = expectStatus(await this.prove(id, { kind: "totp", code: this.freshCode() }), 200);
    if (reply.body.status !== "complete") throw new Error(`Sign-in is ${reply.body.status}.`);
    return this;
  }

  /** A code that was not used before: the clock moves on by one step first. */
  freshCode(which = 0): string {
    this.server.clock.advance(30);
    return this.code(which);
  }

  code(which = 0): string {
    return codeOf(fromBase32(this.secrets[which] ?? ""), timeStep(this.server.clock.now()));
  }

  /** Confirms it's them, with whatever the account asks for. */
  async stepUp(operation = "bind-authenticator"): Promise<this> {
    const { body } = expectStatus(await this.post("/v1/attempts", { purpose: "step-up", operation }), 201);
    const proof =
      body.acceptable[0].kind === "totp"
        ? { kind: "totp", code: this.freshCode() }
        : { kind: "password", password: this.password };
    expectStatus(await this.prove(body.id, proof), 200);
    return this;
  }

  /** Binds an authenticator app and answers its id. */
  async bindTotp(name = "Phone"): Promise<string> {
    const pending = expectStatus(await this.post("/v1/account/authenticators/totp"), 201).body;
    this.secrets.push(pending.secret);
    const bound = expectStatus(
      await this.post(`/v1/account/authenticators/totp/${pending.id}/complete`, {
        code: this.code(this.secrets.length - 1),
        name,
      }),
      201,
    );
    if (bound.body.recoveryCodes) this.recoveryCodes = bound.body.recoveryCodes;
    return pending.id;
  }

  /** Binds a passkey held by this authenticator. Answers what the server said. */
  async bindPasskey(device: SoftwareAuthenticator, name = "Laptop", wish: object = {}): Promise<Reply["body"]> {
    const path = "/v1/account/authenticators/passkeys";
    const pending = expectStatus(await this.post(path, wish), 201).body;
    const credential = device.create(pending.options);
    const { body } = expectStatus(await this.post(`${path}/${pending.id}/complete`, { credential, name }), 201);
    if (body.recoveryCodes) this.recoveryCodes = body.recoveryCodes;
    return body;
  }

  /** Begins a sign-in without an address and answers with a passkey. */
  async proveByPasskey(device: SoftwareAuthenticator, lies: Lies = {}): Promise<Reply> {
    const { id } = expectStatus(await this.post("/v1/attempts", { purpose: "sign-in" }), 201).body;
    return this.answerByPasskey(id, device, lies);
  }

  async answerByPasskey(attemptId: string, device: SoftwareAuthenticator, lies: Lies = {}): Promise<Reply> {
    const options = expectStatus(await this.post(`/v1/attempts/${attemptId}/passkey-options`), 200).body;
    return this.prove(attemptId, { kind: "passkey", credential: device.get(options, lies) });
  }

  async stepUpByPasskey(device: SoftwareAuthenticator, operation = "bind-authenticator"): Promise<Reply> {
    const { id } = expectStatus(await this.post("/v1/attempts", { purpose: "step-up", operation }), 201).body;
    return this.answerByPasskey(id, device);
  }

  /** The same person at another browser, not signed in there. */
  elsewhere(): Person {
    const other = new Person(this.server, this.email);
    Object.assign(other, {
      name: this.name,
      password: this.password,
      accountId: this.accountId,
      recoveryCodes: this.recoveryCodes,
    });
    other.secrets.push(...this.secrets);
    return other;
  }
}

interface ReadMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** As the outbox page lists them, the newest first. */
async function mailsTo(services: Services, to: string): Promise<ReadMail[]> {
  const rows = await services.database.read
    .selectFrom("outbox")
    .selectAll()
    .where("channel", "=", "email")
    .where("recipient", "=", to)
    .where("sealedContent", "is not", null)
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map((row) => openMessage(services, row) as ReadMail);
}

export function expectStatus(reply: Reply, status: number): Reply {
  if (reply.status !== status)
    throw new Error(`Expected ${status}, got ${reply.status}: ${JSON.stringify(reply.body)}`);
  return reply;
}

/** The last part of a problem's type. */
export function slugOf({ body }: Reply): string {
  return String(body?.type).split("/").pop() ?? "";
}

export function fromBase32(text: string): Uint8Array {
  const bits = [...text]
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
