import { samlCheck, type SamlCheck, type SamlCheckName } from "../../rules/sso/saml-checks.ts";

/** Ends the reading of a message with the check that failed. Thrown inside this folder only: who reads one is handed the check. */
export class Refused extends Error {
  readonly check: SamlCheck;
  constructor(check: SamlCheck) {
    super(check.name);
    this.check = check;
  }
}

export function refuseAs(name: SamlCheckName, expected: string, seen: string | undefined): never {
  throw new Refused(samlCheck(name, false, expected, seen));
}

/** What `read` gives, or the check it ended with. */
export function orRefused<Read>(read: () => Read): Read | { readonly refused: SamlCheck } {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return { refused: error.check };
    throw error;
  }
}
