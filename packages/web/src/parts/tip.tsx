import { useId, useState, type ReactNode } from "react";
import "./tip.css";

/** More about a word, on hover and focus. Escape hides it; nothing that is needed stands only here. */
export function Tip({ words, children }: { words: ReactNode; children: ReactNode }) {
  const id = useId();
  const [dismissed, setDismissed] = useState(false);
  return (
    <span
      className={dismissed ? "m-tip is-dismissed" : "m-tip"}
      onKeyDown={(event) => event.key === "Escape" && setDismissed(true)}
      onPointerLeave={() => setDismissed(false)}
      onBlur={() => setDismissed(false)}
    >
      <button type="button" aria-describedby={id}>
        {children}
      </button>
      <span role="tooltip" id={id}>
        {words}
      </span>
    </span>
  );
}
