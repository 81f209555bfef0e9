/** Starts a PostgreSQL of our own. `programs` is the folder of its programs. */
export function startPostgres(programs: string): Promise<{ readonly url: string; stop(): void }>;
