import { useState } from "react";
import type { WayIn } from "../app/api-types.ts";
import { useReturnTo } from "../app/use-return-to.ts";
import { atProvider } from "../attempts/at-provider.ts";

/** The way to a provider. The browser comes back to where somebody was going; a token of a mail does not travel along. */
export function useWayOut(redirect: Pick<WayIn, "url"> | undefined) {
  const returnTo = useReturnTo();
  const [isLeaving, setLeaving] = useState(false);
  const leave = () => {
    if (redirect === undefined) return;
    setLeaving(true);
    location.assign(atProvider(redirect, returnTo));
  };
  return { isLeaving, leave };
}
