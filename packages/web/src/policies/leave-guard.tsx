import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import type { AddressOf } from "../../../server/src/addresses.ts";
import { beforeBack } from "../app/before-back.ts";
import { useBaseUrl } from "../app/client.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { saveText } from "./review-strings.ts";

/** While something is unsaved, leaving this page asks first: by a link, by Back, or by closing the tab. */
export function LeaveGuard({ home, onLeave }: { home: AddressOf<"policies">; onLeave: () => void }) {
  const [, navigate] = useLocation();
  const path = useBaseUrl() + home;
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => watch(path, setWanted), [path]);
  if (wanted === null) return null;
  const stay = () => setWanted(null);
  const leave = () => {
    onLeave();
    // A path of the host, as the browser has it.
    navigate(`~${wanted}`);
  };
  return (
    <Dialog
      title={saveText.leaveTitle}
      lead={saveText.leaveLead}
      alert
      size="sm"
      onClose={stay}
      foot={
        <>
          <Button data-autofocus onClick={stay}>
            {saveText.keepEditing}
          </Button>
          <Button tone="danger" onClick={leave}>
            {saveText.leave}
          </Button>
        </>
      }
    />
  );
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
  const unload = (event: BeforeUnloadEvent) => event.preventDefault();
  document.addEventListener("click", pressed, true);
  const stopHearing = beforeBack(popped);
  addEventListener("beforeunload", unload);
  return () => {
    document.removeEventListener("click", pressed, true);
    stopHearing();
    removeEventListener("beforeunload", unload);
  };
}
