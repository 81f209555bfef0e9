import type { WayIn } from "../app/api-types.ts";

/** Where the browser goes to prove itself at an identity provider, and, coming back, on to the page that is named. */
export function atProvider({ url }: Pick<WayIn, "url">, returnTo: string | undefined): string {
  const there = new URL(url);
  if (returnTo !== undefined) there.searchParams.set("return_to", returnTo);
  return there.href;
}
