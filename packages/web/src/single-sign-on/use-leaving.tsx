import { useState } from "react";
import { LeaveDialog } from "../app/leave-dialog.tsx";
import { useUnloadGuard } from "../app/unload-guard.ts";
import { connectText } from "./connect-strings.ts";

/** Asks before a button leads on while something is unsaved; closing the tab asks too. */
export function useLeaving({ isChanged, discard }: { isChanged: boolean; discard: () => void }) {
  const [wanted, setWanted] = useState<{ go: () => void } | null>(null);
  useUnloadGuard(isChanged);
  const leave = () => {
    setWanted(null);
    discard();
    wanted?.go();
  };
  const asking = wanted !== null && (
    <LeaveDialog lead={connectText.unsaved} onStay={() => setWanted(null)} onLeave={leave} />
  );
  return { asking, ask: (go: () => void) => (isChanged ? setWanted({ go }) : go()) };
}
