/** The database cannot be used now: locked by somebody else, full, gone, or silent. Nothing was changed; asked again later, it may work. */
export class Unavailable extends Error {
  constructor(reason: string, cause?: unknown) {
    super(`The database cannot be used now: ${reason}.`, { cause });
    this.name = "Unavailable";
  }
}

// Result codes of SQLite (https://sqlite.org/rescode.html), the low byte of the extended ones.
const sqliteReasons: Readonly<Record<number, string>> = {
  5: "another process has locked it",
  6: "it is locked",
  8: "it is read-only",
  10: "its disk reports an error",
  13: "its disk is full",
  14: "its file cannot be opened",
};

// SQLSTATEs of PostgreSQL, and what the network says of a server that is not there.
const postgresReasons: Readonly<Record<string, string>> = {
  "57014": "a statement took too long",
  "55P03": "a lock was held too long",
  "25006": "it is read-only",
  "53100": "its disk is full",
  "53200": "it is out of memory",
  "53300": "it takes no connection more",
  "57P01": "it is shutting down",
  "57P02": "it has crashed",
  "57P03": "it is starting",
  "57P05": "it has closed an idle connection",
  "08000": "the connection is broken",
  "08003": "the connection is broken",
  "08006": "the connection is broken",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection is broken",
  EPIPE: "the connection is broken",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "it cannot be reached",
  ENETUNREACH: "it cannot be reached",
  ENOTFOUND: "its host is not known",
  EAI_AGAIN: "its host is not known",
};

// What the driver of PostgreSQL says of itself has no code.
const driverReasons: readonly (readonly [RegExp, string])[] = [
  [/^Query read timeout/, "it does not answer"],
  [/timeout exceeded when trying to connect/, "it does not answer, or every connection is in use"],
  [/^Connection terminated/, "the connection is broken"],
  [/^Client has encountered a connection error/, "the connection is broken"],
];

/** Whether SQLite could not do it because another process holds a lock. */
export function isBusy(error: unknown): boolean {
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === "number" && (errcode & 0xff) === 5;
}

/** Whether a connection to PostgreSQL is of no use any more after this. */
export function isBroken(error: unknown): boolean {
  const { code, message } = (error instanceof Unavailable ? error.cause : error) as {
    code?: unknown;
    message?: string;
  };
  return typeof code === "string"
    ? /^(08|57P|E[A-Z])/.test(code)
    : driverReasons.some(([words]) => words.test(message ?? ""));
}

/** The error as it is to be thrown: what says that the database cannot be used now becomes `Unavailable`, with its cause. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof Unavailable) return error;
  const { code, errcode, message = "" } = error as { code?: unknown; errcode?: unknown; message?: string };
  const reason =
    (typeof errcode === "number" ? sqliteReasons[errcode & 0xff] : undefined) ??
    (typeof code === "string" ? postgresReasons[code] : undefined) ??
    driverReasons.find(([words]) => words.test(message))?.[1];
  return reason === undefined ? error : new Unavailable(reason, error);
}
