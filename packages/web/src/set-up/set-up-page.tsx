import { useState } from "react";
import type { SetUp } from "../app/api-types.ts";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useMailedToken } from "../app/mailed-token.ts";
import { QueryView } from "../app/query-view.tsx";
import { Refused } from "../app/refused.tsx";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { ConnectStep } from "./connect-step.tsx";
import { DomainsStep } from "./domains-step.tsx";
import { PortalPage } from "./portal-page.tsx";
import { isDone, nextStep, stepsOf, type SetUpStep } from "./steps.ts";
import { setUpText } from "./strings.ts";
import { TestStep } from "./test-step.tsx";
import { useEndLink, useSetUp } from "./use-set-up.ts";
import "../authenticators/enrol.css";

/** The test that an address names after the provider sent the browser back: `connection/test`. */
function testInAddress(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get("test")?.split("/")[1] ?? null;
}

/** What somebody without an account sees who was sent a link to set single sign-on up. */
export function SetUpPage() {
  // Read before the address is cleared of what stands behind it.
  const [testId] = useState(testInAddress);
  const { token, arrival } = useMailedToken();
  return <Opened key={arrival} token={token} testId={testId} />;
}

function Opened({ token, testId }: { token: string | null; testId: string | null }) {
  const setUp = useSetUp(token);
  const { opening, loadFailed } = setUpText;
  if (setUp.data === null) return <Ended hadLink={token !== null} />;
  if (setUp.data !== undefined) return <Portal state={setUp.data} testId={testId} />;
  return (
    <AuthPage tab={setUpText.tab}>
      <QueryView query={setUp} loading={opening} failed={loadFailed} heading="h2" />
    </AuthPage>
  );
}

/** Begun anew, it starts with what it is about; gone on with, with what is not done yet. */
function firstShown(state: SetUp, testId: string | null): SetUpStep | "welcome" | "done" {
  if (testId !== null) return "test";
  const isBegun = stepsOf(state).some((step) => isDone(step, state)) || state.domains.length > 0;
  return isBegun ? nextStep(state) : "welcome";
}

function Portal({ state, testId }: { state: SetUp; testId: string | null }) {
  const [shown, setShown] = useState(() => firstShown(state, testId));
  const steps = stepsOf(state);
  const after = (step: SetUpStep) => {
    const next = steps[steps.indexOf(step) + 1];
    // Turning on is asked for where the test has passed.
    setShown(next === undefined || next === "on" ? "done" : next);
  };
  if (shown === "welcome") return <Welcome state={state} onStart={() => setShown(steps[0] ?? "done")} />;
  if (shown === "domains") return <DomainsStep state={state} onNext={() => after("domains")} />;
  if (shown === "connect") {
    const back = steps.includes("domains") ? () => setShown("domains") : undefined;
    return <ConnectStep state={state} onBack={back} onNext={() => setShown("test")} />;
  }
  if (shown === "done") return <Done state={state} />;
  return <TestStep state={state} testId={testId} onBack={() => setShown("connect")} onNext={() => setShown("done")} />;
}

function Welcome({ state, onStart }: { state: SetUp; onStart: () => void }) {
  return (
    <PortalPage
      state={state}
      step="welcome"
      title={setUpText.welcomeTitle(state.organization.name)}
      lead={setUpText.welcomeLead}
      foot={
        <>
          <span className="m-small m-muted">{setUpText.welcomeNote}</span>
          <Button tone="primary" onClick={onStart}>
            {setUpText.start}
          </Button>
        </>
      }
    >
      <div className="m-card m-card-pad">
        <ol className="m-steps">
          {stepsOf(state).map((step) => (
            <li key={step} className="m-step">
              <div>
                <h2>{setUpText.steps[step]}</h2>
                <p>{setUpText.needs[step]}</p>
              </div>
            </li>
          ))}
        </ol>
      </div>
    </PortalPage>
  );
}

function Done({ state }: { state: SetUp }) {
  const end = useEndLink();
  if (end.isSuccess) return <Message title={setUpText.endedByYou} lead={setUpText.endedByYouLead} />;
  const { connection } = state;
  const words = {
    active: setUpText.doneOn,
    tested: setUpText.doneTested,
    none: setUpText.doneDomains,
  }[connection?.status === "active" ? "active" : connection === null ? "none" : "tested"];
  return (
    <PortalPage
      state={state}
      step="done"
      title={setUpText.doneTitle}
      lead={setUpText.doneLead(state.organization.name)}
    >
      <Refused error={end.error} />
      <Card>
        <Empty
          icon="check-circle"
          heading="h2"
          title={words}
          actions={
            <Button size="sm" busy={end.isPending && setUpText.doneEnding} onClick={() => end.mutate()}>
              {setUpText.doneEnd}
            </Button>
          }
        >
          {setUpText.doneEndHint}
        </Empty>
      </Card>
    </PortalPage>
  );
}

function Ended({ hadLink }: { hadLink: boolean }) {
  return hadLink ? (
    <Message title={setUpText.endedTitle} lead={setUpText.endedLead} help={setUpText.endedHow} />
  ) : (
    <Message title={setUpText.noLinkTitle} lead={setUpText.noLinkLead} help={setUpText.endedHow} />
  );
}

function Message({ title, lead, help }: { title: string; lead: string; help?: string }) {
  return (
    <AuthPage tab={setUpText.tab}>
      <AuthCard title={title} lead={lead} focusHeading>
        {help !== undefined && <AuthAlt>{help}</AuthAlt>}
      </AuthCard>
    </AuthPage>
  );
}
