import type { ComponentPropsWithRef } from "react";
import { Link as RouterLink, Redirect as RouterRedirect } from "wouter";
import type { PageLink } from "../../../server/src/addresses.ts";

interface LinkProps extends Omit<ComponentPropsWithRef<"a">, "href"> {
  href: PageLink;
  /** Leaves no way back to here. */
  replace?: boolean;
  /** Kept with the history entry. */
  state?: unknown;
}

/** A link to one of the pages. The router's own takes any text, a mistyped address too. */
export function Link({ ref, ...props }: LinkProps) {
  return <RouterLink {...props} {...(ref && { ref })} />;
}

/** Goes to another page in place of this one. */
export function Redirect({ to }: { to: PageLink }) {
  return <RouterRedirect to={to} replace />;
}
