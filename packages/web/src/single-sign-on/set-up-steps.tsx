import { Stepper } from "../parts/stepper.tsx";
import { ssoPageText } from "./strings.ts";
import { useDomains } from "./use-connections.ts";

/** The way from a domain to a connection that is on. The domain may be proven last. */
export function SetUpSteps({ now }: { now: number }) {
  const isProven = useDomains().data?.items.some(({ status }) => status !== "pending") ?? true;
  const { steps, stepsLabel } = ssoPageText;
  return <Stepper label={stepsLabel} steps={steps} now={now} undone={isProven ? [] : [0]} />;
}
