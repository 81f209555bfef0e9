import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import type { Deployment } from "./app/api-types.ts";
import { listenFirst } from "./app/before-back.ts";
import { BareFailure, CrashGuard } from "./app/crash-guard.tsx";
import { OwnsHistoryContext } from "./app/history-layer.ts";
import { MortiseServices } from "./app/mortise-provider.tsx";
import { HostedPages } from "./app/router.tsx";

listenFirst();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

// What all addresses of this deployment begin with; the server has written it there.
const basePath = root.dataset["basePath"] ?? "";
// Without a server that has written it there, as in `npm run dev`, it is asked for.
const told = root.dataset["deployment"] || undefined;

createRoot(root).render(
  <OwnsHistoryContext value={true}>
    <Router base={basePath}>
      <CrashGuard frame={BareFailure}>
        <MortiseServices baseUrl={basePath} {...(told !== undefined && { deployment: JSON.parse(told) as Deployment })}>
          <HostedPages />
        </MortiseServices>
      </CrashGuard>
    </Router>
  </OwnsHistoryContext>,
);
