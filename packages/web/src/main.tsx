import { createRoot } from "react-dom/client";
import { listenFirst } from "./app/before-back.ts";
import { CrashGuard } from "./app/crash-guard.tsx";
import { OwnsHistoryContext } from "./app/history-layer.ts";
import { MortiseServices } from "./app/mortise-provider.tsx";
import { HostedPages } from "./app/router.tsx";

listenFirst();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

createRoot(root).render(
  <OwnsHistoryContext value={true}>
    <CrashGuard>
      <MortiseServices>
        <HostedPages />
      </MortiseServices>
    </CrashGuard>
  </OwnsHistoryContext>,
);
