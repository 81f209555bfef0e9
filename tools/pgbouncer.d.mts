/** A PgBouncer of our own. */
export interface PgBouncer {
  /** The database's URL, through it. */
  readonly url: string;
  /** Gives it other settings while it runs. */
  reload(settings: Readonly<Record<string, string>>): void;
  stop(): Promise<void>;
}

/** Starts one before the database of a URL. */
export function startPgBouncer(
  program: string,
  databaseUrl: string,
  settings: Readonly<Record<string, string>>,
): Promise<PgBouncer>;

/** Its version: of 1.24, the 24. */
export function minorOfPgBouncer(program: string): number;
