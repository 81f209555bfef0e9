import { createServer as createPlain, type RequestListener, type Server, type ServerOptions } from "node:http";
import { createServer as createSecure } from "node:https";
import type { Config } from "../config/config.ts";
import { ConfigError } from "../config/config-error.ts";
import { readPlainFile } from "../config/plain-file.ts";

/** Whoever connects and says nothing is let go, as with the headers of a request. */
const handshakeTimeout = 20_000;

/** A server that speaks TLS where a certificate is set, else plain http, as behind a proxy of the same machine. */
export function openServer({ tls }: Config, options: ServerOptions, listener: RequestListener): Server {
  if (!tls) return createPlain(options, listener);
  const { certificate, key, clients } = tls;
  const given = { cert: read("MORTISE_TLS_CERTIFICATE_FILE", certificate), key: read("MORTISE_TLS_KEY_FILE", key) };
  const asked = clients !== undefined && {
    ca: read("MORTISE_TLS_CLIENT_CA_FILE", clients),
    requestCert: true,
    rejectUnauthorized: true,
  };
  try {
    return createSecure({ ...options, ...given, ...asked, minVersion: "TLSv1.2", handshakeTimeout }, listener);
  } catch (error) {
    // The system's code, not its words: nothing of what a file holds may reach a terminal.
    throw new ConfigError(
      `MORTISE_TLS_CERTIFICATE_FILE and MORTISE_TLS_KEY_FILE hold no certificate with its key, in PEM (${(error as NodeJS.ErrnoException).code ?? "unknown"}).`,
    );
  }
}

function read(setting: string, file: string): string {
  try {
    return readPlainFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigError(`${setting}: ${file} cannot be read (${code ?? message}).`);
  }
}
