/** The panels of the hosted pages, for a host's own React page. Each stands inside a MortiseProvider. */
export { AccountPanel, ActivityPanel, SecurityPanel, SessionsPanel } from "./app/embedded-panels.tsx";
export { MortiseProvider, type MortiseProviderProps } from "./app/mortise-provider.tsx";
