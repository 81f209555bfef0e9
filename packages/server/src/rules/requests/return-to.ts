/** Where somebody may be sent back to: a path of this host, or an address whose origin the deployment lists. Anything else is undefined. */
export function decideReturnTo(
  wanted: string | null | undefined,
  here: string,
  listed: readonly string[],
): string | undefined {
  if (wanted === null || wanted === undefined) return undefined;
  if (wanted.startsWith("/")) {
    const target = parse(wanted, here);
    // "//elsewhere" and "/\elsewhere" begin with a slash and still leave this origin.
    if (target?.origin !== here) return undefined;
    const path = target.pathname + target.search + target.hash;
    // "/.//elsewhere" is of this origin, but its path read again is not.
    return parse(path, here)?.origin === here ? path : undefined;
  }
  const target = parse(wanted, undefined);
  // What stands before an @ is sent to the app as a name and password, or shown in place of its host.
  const isBare = target?.username === "" && target.password === "";
  const isListed = target !== undefined && isBare && isWeb(target) && [here, ...listed].includes(target.origin);
  return isListed ? target.href : undefined;
}

function parse(text: string, base: string | undefined): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

function isWeb(url: URL): boolean {
  return url.protocol === "https:" || url.protocol === "http:";
}
