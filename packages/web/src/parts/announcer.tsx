import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";

type Announce = (words: string) => void;

const AnnouncerContext = createContext<Announce>(() => undefined);

/** Says something to screen readers, politely. */
export function useAnnounce(): Announce {
  return useContext(AnnouncerContext);
}

/** One polite live region. An open modal makes the rest of the page silent, so each dialog has its own. */
export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ words: "", turn: 0 });
  const announce = useCallback((words: string) => setSaid(({ turn }) => ({ words, turn: turn + 1 })), []);
  const region = useMemo(() => <span key={said.turn}>{said.words}</span>, [said]);
  return (
    <AnnouncerContext value={announce}>
      {children}
      <p className="m-sr" role="status" aria-live="polite">
        {region}
      </p>
    </AnnouncerContext>
  );
}
