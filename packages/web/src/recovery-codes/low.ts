/** This few codes left, and it is time for a new set. */
export const lowCodes = 3;
