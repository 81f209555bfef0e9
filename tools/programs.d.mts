/** Paths of the programs the tests use; installs what is missing where it may. */
export function findPrograms(): Record<string, string>;
