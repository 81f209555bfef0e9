import { createRoot } from "react-dom/client";
import { AccountPanel, ActivityPanel, MortiseProvider, SecurityPanel, SessionsPanel } from "../../src/index.ts";

/** A host app's own settings page, at another origin than Mortise. */
const place = document.getElementById("panels");
const baseUrl = new URLSearchParams(location.search).get("mortise") ?? "";
if (place !== null) {
  createRoot(place).render(
    <MortiseProvider baseUrl={baseUrl}>
      <SecurityPanel />
      <SessionsPanel />
      <ActivityPanel />
      <AccountPanel />
    </MortiseProvider>,
  );
}
