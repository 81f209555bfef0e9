import { Icon } from "./icon.tsx";
import "./stepper.css";
import { partsText } from "./strings.ts";

/** Where one is in a few steps; `now` past the last says that all are done. */
export function Stepper({ label, steps, now }: { label: string; steps: string[]; now: number }) {
  return (
    <ol className="m-stepper" aria-label={label}>
      {steps.map((step, place) => {
        const state = place < now ? "is-done" : place === now ? "is-now" : "is-next";
        return (
          <li key={step} className={state} aria-current={place === now ? "step" : undefined}>
            <span className="m-stepper-node">{place < now ? <Icon name="check" /> : place + 1}</span>
            <span className="m-stepper-name">
              {step}
              {place < now && <span className="m-sr">{partsText.stepDone}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
