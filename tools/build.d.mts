/** Builds the server bundle and the web pages where their sources changed since the last build. */
export function buildStale(options?: { all?: boolean }): Promise<void>;
