import { useState } from "react";
import type { SetUp } from "../app/api-types.ts";
import { AuthPage } from "../app/auth-page.tsx";
import { useMailedToken } from "../app/mailed-token.ts";
import { QueryView } from "../app/query-view.tsx";
import { ConnectStep } from "./connect-step.tsx";
import { DomainsStep } from "./domains-step.tsx";
import { DonePage } from "./done-page.tsx";
import { EndedPage } from "./ended-page.tsx";
import { isDone, nextStep, stepsOf, type SetUpStep } from "./steps.ts";
import { setUpText } from "./strings.ts";
import { TestStep } from "./test-step.tsx";
import { useSetUp } from "./use-set-up.ts";
import { WelcomePage } from "./welcome-page.tsx";

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
  const [wasOpen, setWasOpen] = useState(false);
  // What was seen here once is no link of another browser when it ends.
  if (setUp.data && !wasOpen) setWasOpen(true);
  if (setUp.data === null) return <EndedPage how={wasOpen ? "over" : token === null ? "none" : "refused"} />;
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
    setShown(steps[steps.indexOf(step) + 1] ?? "done");
  };
  if (shown === "welcome") return <WelcomePage state={state} onStart={() => setShown(steps[0] ?? "done")} />;
  if (shown === "domains") return <DomainsStep state={state} onNext={() => after("domains")} />;
  if (shown === "connect") {
    const back = steps.includes("domains") ? () => setShown("domains") : undefined;
    return <ConnectStep state={state} onBack={back} onNext={() => setShown("test")} />;
  }
  if (shown === "done") return <DonePage state={state} onLeft={() => setShown(nextStep(state))} />;
  return <TestStep state={state} testId={testId} onBack={() => setShown("connect")} onNext={() => setShown("done")} />;
}
