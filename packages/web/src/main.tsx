import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { listenFirst } from "./app/before-back.ts";
import { CrashGuard } from "./app/crash-guard.tsx";
import { OwnsHistoryContext } from "./app/history-layer.ts";
import { MortiseServices } from "./app/mortise-provider.tsx";
import { HostedPages } from "./app/router.tsx";

listenFirst();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

// What all addresses of this deployment begin with; the server has written it there.
const basePath = root.dataset["basePath"] ?? "";

createRoot(root).render(
  <OwnsHistoryContext value={true}>
    <CrashGuard>
      <Router base={basePath}>
        <MortiseServices baseUrl={basePath}>
          <HostedPages />
        </MortiseServices>
      </Router>
    </CrashGuard>
  </OwnsHistoryContext>,
);
