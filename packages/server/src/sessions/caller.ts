import { itself, type Actor } from "../vocabulary/events/actors.ts";
import type { Circumstances } from "../delivery/mails.ts";
import type { Holding, HeldPlace } from "../rules/policies/held/held-places.ts";
import type { Client } from "../services.ts";
import type { Session } from "./session.ts";

/** A signed-in person at work: whom the request is for, by which session, from where. */
export interface Person {
  readonly kind: "person";
  readonly account: { readonly id: string; readonly email: string; readonly name: string };
  readonly session: Session;
  readonly client: Client;
  /** Where the account belongs, and what it is held to. */
  readonly holding: Holding;
}

/** A person at work in an organization, with a permission there. */
export interface Member extends Person {
  readonly place: HeldPlace;
}

/** A program that proves itself with something of its own: an API key, a directory's token, a host's key. */
export interface Machine {
  readonly kind: "key" | "directory" | "host";
  readonly id: string;
  readonly client: Client;
}

/** Whoever calls. */
export type Caller = Person | Machine;
export type CallerKind = Caller["kind"];

const actorKindOf = { key: "api-key", directory: "scim", host: "host" } as const satisfies Record<
  Machine["kind"],
  Actor["kind"]
>;

/** Who did it, as events say it. */
export function by(caller: Pick<Person, "kind" | "account"> | Pick<Machine, "kind" | "id">): Actor {
  return caller.kind === "person" ? itself(caller.account.id) : { kind: actorKindOf[caller.kind], id: caller.id };
}

/** What an event of a person's own account says of who did it, by which session and from where. */
export function aboutOwn(caller: Pick<Person, "kind" | "account" | "session" | "client">): AboutOwn {
  const { account, session, client } = caller;
  return { accountId: account.id, actor: by(caller), sessionId: session.id, client };
}

export interface AboutOwn {
  readonly accountId: string;
  readonly actor: Actor;
  readonly sessionId: string;
  readonly client: Client;
}

/** What notices by mail say of the request behind them. */
export function circumstances(client: Client, at: number): Circumstances {
  return { at, device: client.device.text, ip: client.ip, place: client.place?.text ?? null };
}
