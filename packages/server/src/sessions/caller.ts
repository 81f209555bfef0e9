import type { Circumstances } from "../delivery/mails.ts";
import type { Holding, HeldPlace } from "../rules/held-places.ts";
import type { Client } from "../services.ts";
import type { Session } from "./session.ts";

/** A signed-in person at work: whom the request is for, by which session, from where. */
export interface Caller {
  readonly account: { readonly id: string; readonly email: string; readonly name: string };
  readonly session: Session;
  readonly client: Client;
  /** Where the account belongs, and what it is held to. */
  readonly holding: Holding;
}

/** A caller at work in an organization, with a permission there. */
export interface Member extends Caller {
  readonly place: HeldPlace;
}

/** What notices by mail say of the request behind them. */
export function circumstances(client: Client, at: number): Circumstances {
  return { at, device: client.device.text, ip: client.ip, place: client.place?.text ?? null };
}
