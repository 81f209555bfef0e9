import { useCallback } from "react";
import { useLocation } from "wouter";

const ownPages = /^\/(security|sessions|activity|account|organizations|operator|go-on|sign-in|invitation)(\/|\?|#|$)/;

/** Whether going there leaves this document alive. */
export function isOwnPage(target: string): boolean {
  return ownPages.test(target);
}

/** Goes on, leaving no way back to here: within these pages without a reload, anywhere else as the browser does. */
export function useGoTo(): (target: string) => void {
  const [, navigate] = useLocation();
  return useCallback(
    (target: string) => {
      if (isOwnPage(target)) navigate(target, { replace: true });
      else location.replace(target);
    },
    [navigate],
  );
}
