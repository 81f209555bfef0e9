/** What is wrong with what was given, and where. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** Whether a text is an address a provider may have: https, without a user or a fragment in it. */
export function decideIsProviderUrl(text: string, allowsHttp: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return (protocol === "https:" || (allowsHttp && protocol === "http:")) && !username && !password && hash === "";
}

/** Whether a text is an address that a page of ours may lead to: https, without a user in it. */
export function decideIsPageUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === "https:" && !username && !password;
}

/** What is wrong with the place of an OpenID Provider (OpenID Connect Discovery 1.0 §2: no query, no fragment). */
export function decideOidcFaults(
  { issuer, scopes }: { readonly issuer: string; readonly scopes: readonly string[] },
  allowsHttp: boolean,
): Fault[] {
  const faults: Fault[] = [];
  if (!decideIsProviderUrl(issuer, allowsHttp) || new URL(issuer).search !== "")
    faults.push({
      pointer: "#/issuer",
      detail: "The issuer is an https address without a query, as the provider gives it.",
    });
  if (scopes.some((scope) => !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope)))
    faults.push({
      pointer: "#/scopes",
      detail: "A scope is a word without spaces and quotes (RFC 6749, section 3.3).",
    });
  return faults;
}

/** What is wrong with where browsers and this server would be sent to: an address that others can read along on, or none. */
export function decideAddressFaults(
  { pointer, urls }: { readonly pointer: string; readonly urls: readonly (string | null | undefined)[] },
  allowsHttp: boolean,
): Fault[] {
  const unfit = urls.find((url) => typeof url === "string" && !decideIsProviderUrl(url, allowsHttp));
  return unfit == null ? [] : [{ pointer, detail: `This is no https address: ${unfit.slice(0, 200)}` }];
}
