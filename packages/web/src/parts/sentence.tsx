import { Fragment, type ReactNode } from "react";

/** A whole sentence with named places for marked-up parts: `<Sentence text="Open {app}." slots={{ app }} />`. */
export function Sentence({ text, slots }: { text: string; slots: Record<string, ReactNode> }) {
  const pieces = text.split(/\{(\w+)\}/);
  return pieces.map((piece, place) => <Fragment key={place}>{place % 2 === 0 ? piece : slots[piece]}</Fragment>);
}

export function Strong({ children }: { children: ReactNode }) {
  return (
    <strong className="m-strong" dir="auto">
      {children}
    </strong>
  );
}
