// @ts-expect-error -- the package has no types; below are the parts of it in use.
import untyped from "smpp";

export interface Pdu {
  readonly command: string;
  readonly command_status: number;
  isResponse(): boolean;
  response(options?: object): Pdu;
}

type Command = (options: object, answered?: (pdu: Pdu) => void) => boolean;

export interface SmppSession {
  readonly bind_transceiver: Command;
  readonly submit_sm: Command;
  readonly enquire_link: Command;
  readonly unbind: Command;
  on(event: "pdu", listener: (pdu: Pdu) => void): this;
  on(event: "error", listener: (error: Error & { code?: string }) => void): this;
  on(event: "close", listener: () => void): this;
  send(pdu: Pdu): boolean;
  destroy(): void;
}

/** Connects, by `tls` with it; the session is ready for its bind once `connected` was called. */
export const connectSmpp = (untyped as { connect(options: object, connected: () => void): SmppSession }).connect;

// The package assigns to a variable it never declared when a PDU carries a payload, which is an error in a module.
Object.assign(globalThis, { skipUdh: undefined });
