import { Icon } from "./icon.tsx";
import "./stepper.css";
import { partsText } from "./strings.ts";

interface StepperProps {
  label: string;
  steps: string[];
  /** Past the last, all are done. */
  now: number;
  /** Places before that which were left for later. */
  undone?: number[];
}

/** Where one is in a few steps. */
export function Stepper({ label, steps, now, undone = [] }: StepperProps) {
  return (
    <ol className="m-stepper" aria-label={label}>
      {steps.map((step, place) => {
        const isDone = place < now && !undone.includes(place);
        const state = isDone ? "is-done" : place === now ? "is-now" : "is-next";
        return (
          <li key={step} className={state} aria-current={place === now ? "step" : undefined}>
            <span className="m-stepper-node">{isDone ? <Icon name="check" /> : place + 1}</span>
            <span className="m-stepper-name">
              {step}
              {isDone && <span className="m-sr">{partsText.stepDone}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
