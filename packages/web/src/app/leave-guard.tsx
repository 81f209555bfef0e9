import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import type { PageAddress } from "../../../server/src/addresses.ts";
import { beforeBack } from "./before-back.ts";
import { useBaseUrl } from "./client.ts";
import { LeaveDialog } from "./leave-dialog.tsx";
import { useUnloadGuard } from "./unload-guard.ts";

interface LeaveGuardProps {
  home: PageAddress;
  /** What isn't saved. */
  lead: string;
  onLeave: () => void;
}

/** While something is unsaved, leaving this page asks first: by a link, by Back, or by closing the tab. */
export function LeaveGuard({ home, lead, onLeave }: LeaveGuardProps) {
  const [, navigate] = useLocation();
  const path = useBaseUrl() + home;
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => watch(path, setWanted), [path]);
  useUnloadGuard(true);
  if (wanted === null) return null;
  const leave = () => {
    onLeave();
    // A path of the host, as the browser has it.
    navigate(`~${wanted}`);
  };
  return <LeaveDialog lead={lead} onStay={() => setWanted(null)} onLeave={leave} />;
}

function watch(home: string, onWanted: (path: string) => void): () => void {
  const isElsewhere = (path: string) => path !== home && !path.startsWith(`${home}/`);
  const pathHere = () => location.pathname + location.search + location.hash;
  const pressed = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const inNewWindow = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    const opensHere = link?.origin === location.origin && link.target === "" && !inNewWindow;
    if (!opensHere || !isElsewhere(link.pathname)) return;
    event.preventDefault();
    event.stopPropagation();
    onWanted(link.pathname + link.search + link.hash);
  };
  // The address has changed already when this is heard: it is put back before the router hears of it.
  const popped = (event: PopStateEvent) => {
    if (!isElsewhere(location.pathname)) return;
    const wanted = pathHere();
    event.stopImmediatePropagation();
    history.pushState(null, "", home);
    onWanted(wanted);
  };
  document.addEventListener("click", pressed, true);
  const stopHearing = beforeBack(popped);
  return () => {
    document.removeEventListener("click", pressed, true);
    stopHearing();
  };
}
