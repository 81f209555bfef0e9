/** Where people of a domain are sent. */
export interface Sending {
  /** No other way leads on. */
  readonly isRequired: boolean;
  /** The sign-in goes on there; else another begins, and who it is for is settled there and not by the address. */
  readonly goesOn: boolean;
}

/** How the holder of an address is sent to the provider of its domain: by the domain alone, so that it tells of nobody who is known. */
export function decideSending({ isCapturing, isRequired }: { isCapturing: boolean; isRequired: boolean }): Sending {
  return { isRequired: isCapturing && isRequired, goesOn: isCapturing };
}
