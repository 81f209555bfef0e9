import type { Circumstances } from "../delivery/mails.ts";
import type { Client } from "../services.ts";
import type { Session } from "./session.ts";

/** A signed-in person at work: whom the request is for, by which session, from where. */
export interface Caller {
  readonly account: { readonly id: string; readonly email: string; readonly name: string };
  readonly session: Session;
  readonly client: Client;
}

/** What notices by mail say of the request behind them. */
export function circumstances(client: Client, at: number): Circumstances {
  return { at, device: client.device.text, ip: client.ip, place: client.place?.text ?? null };
}
