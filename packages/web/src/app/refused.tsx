import { Banner } from "../parts/banner.tsx";
import { explainInServersWords, wasCancelled } from "./trouble.ts";

/** What the server refused, in its words. */
export function Refused({ error }: { error: Error | null }) {
  if (error === null || wasCancelled(error)) return null;
  return (
    <Banner tone="warning" compact alert>
      {explainInServersWords(error)}
    </Banner>
  );
}
