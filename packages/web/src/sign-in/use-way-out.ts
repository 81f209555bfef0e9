import { useState } from "react";
import type { WayIn } from "../app/api-types.ts";
import { useBaseUrl } from "../app/client.ts";
import { keepInvitation } from "../app/invitation-on-the-way.ts";
import { isInvitation } from "../app/return-to.ts";
import { useReturnTo } from "../app/use-return-to.ts";
import { atProvider } from "../attempts/at-provider.ts";

/** The way to a provider, from where the browser comes back to where somebody was going. */
export function useWayOut(redirect: Pick<WayIn, "url"> | undefined, invitation: string | null) {
  const returnTo = useReturnTo();
  const basePath = useBaseUrl();
  const [isLeaving, setLeaving] = useState(false);
  const leave = () => {
    if (redirect === undefined) return;
    setLeaving(true);
    // Its token travels in no address that another site is told.
    if (invitation !== null && returnTo !== undefined && isInvitation(returnTo, basePath)) keepInvitation(invitation);
    location.assign(atProvider(redirect, returnTo));
  };
  return { isLeaving, leave };
}
