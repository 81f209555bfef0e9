import { useSyncExternalStore } from "react";
import { Empty } from "./empty.tsx";
import { partsText } from "./strings.ts";

function watch(changed: () => void): () => void {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}

/** Whether the browser has a connection at all; what is rendered on a server has. */
export function useIsOnline(): boolean {
  return useSyncExternalStore(
    watch,
    () => navigator.onLine,
    () => true,
  );
}

/** In place of what waits for the connection, and goes on with it by itself. */
export function Offline({ heading }: { heading?: "h2" | "h3" }) {
  return (
    <div role="status">
      <Empty icon="info" title={partsText.offline} {...(heading && { heading })}>
        {partsText.offlineText}
      </Empty>
    </div>
  );
}
