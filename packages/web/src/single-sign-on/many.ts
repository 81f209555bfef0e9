const mostCounted = 1000;

/** The server counts who came lately so far and no further. */
export const isMany = (people: number): boolean => people >= mostCounted;
