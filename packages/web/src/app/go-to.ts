import { useCallback } from "react";
import { findPage, type PageLink } from "../../../server/src/addresses.ts";
import { useNavigate } from "../parts/navigation.ts";

/** Whether going there leaves this document alive. The root of the host may be an app's own page. */
export function isOwnPage(target: string): target is PageLink {
  const found = findPage(target.replace(/[?#].*$/s, ""));
  return found !== undefined && found.name !== "home";
}

/** Goes on, leaving no way back to here: within these pages without a reload, anywhere else as the browser does. */
export function useGoTo(): (target: string) => void {
  const navigate = useNavigate();
  return useCallback(
    (target: string) => {
      if (isOwnPage(target)) navigate(target, { replace: true });
      else location.replace(target);
    },
    [navigate],
  );
}
