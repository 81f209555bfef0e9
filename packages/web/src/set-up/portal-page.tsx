import { useEffect, useRef, type ReactNode } from "react";
import type { SetUp } from "../app/api-types.ts";
import { AuthPage } from "../app/auth-page.tsx";
import { useNow } from "../parts/clock.tsx";
import { dayAndTime } from "../parts/format.ts";
import { Sentence } from "../parts/sentence.tsx";
import { Stepper } from "../parts/stepper.tsx";
import { isDone, stepsOf, type SetUpStep } from "./steps.ts";
import { setUpText } from "./strings.ts";
import "../parts/page.css";
import "./portal.css";

interface PortalPageProps {
  state: SetUp;
  step: SetUpStep | "welcome" | "done";
  title: string;
  lead: string;
  actions?: ReactNode;
  /** Back at its start, on at its end. */
  foot?: ReactNode;
  children: ReactNode;
}

/** The frame of a step: what it is, where one is, until when the link works. */
export function PortalPage({ state, step, title, lead, actions, foot, children }: PortalPageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [title]);
  const steps = stepsOf(state);
  const now = useNow(60_000);
  const { organization, link } = state;
  return (
    <AuthPage tab={setUpText.tab} className="m-portal">
      <header className="m-page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          <p>{lead}</p>
        </div>
        {actions !== undefined && <div className="m-page-actions">{actions}</div>}
      </header>
      {step !== "welcome" && (
        <>
          <Stepper
            label={setUpText.stepsLabel}
            steps={steps.map((each) => setUpText.steps[each])}
            now={step === "done" ? steps.length : steps.indexOf(step)}
            undone={steps.flatMap((each, place) => (isDone(each, state) ? [] : [place]))}
          />
          <p className="m-small m-muted m-portal-note">
            <Sentence
              text={setUpText.until}
              slots={{
                time: dayAndTime(link.expiresAt, now),
                by: <bdi>{link.by ?? organization.name}</bdi>,
              }}
            />
          </p>
        </>
      )}
      {children}
      {foot !== undefined && <div className="m-portal-foot">{foot}</div>}
    </AuthPage>
  );
}
