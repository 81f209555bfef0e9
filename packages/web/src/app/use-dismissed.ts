import { useState } from "react";

/** Whether somebody has seen this already; what is about something else has not been. */
export function useDismissed(about: string): [boolean, () => void] {
  const [seen, setSeen] = useState<string | null>(null);
  return [seen === about, () => setSeen(about)];
}
