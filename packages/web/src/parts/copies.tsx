import { useId } from "react";
import { CopyButton } from "./copy-button.tsx";
import "./copies.css";
import { partsText } from "./strings.ts";

export interface Copy {
  /** As the other system calls it. */
  label: string;
  value: string;
  hint?: string | undefined;
}

/** Values to carry into another system, each with its button; `of` names what they belong to, where there are several. */
export function Copies({ items, of }: { items: Copy[]; of?: string }) {
  const id = useId();
  return (
    <dl className="m-copies">
      {items.map(({ label, value, hint }, place) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <code className="m-ltr" id={`${id}-${place}`}>
              {value}
            </code>
            {hint !== undefined && <span className="m-copies-sub">{hint}</span>}
          </dd>
          <dd className="m-copies-btn">
            <CopyButton
              text={value}
              thing={label}
              name={partsText.copyNamed(of === undefined ? label : `${label}, ${of}`)}
              fallbackId={`${id}-${place}`}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}
