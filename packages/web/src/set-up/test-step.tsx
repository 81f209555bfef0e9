import type { ConnectionTest, SetUp } from "../app/api-types.ts";
import { QueryView } from "../app/query-view.tsx";
import { Refused } from "../app/refused.tsx";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { TestResult } from "../single-sign-on/test-result.tsx";
import { PortalPage } from "./portal-page.tsx";
import { stepsOf } from "./steps.ts";
import { setUpText } from "./strings.ts";
import { useActivate, useTest, useTestResult } from "./use-set-up.ts";

interface TestStepProps {
  state: SetUp;
  /** The test this browser has just come back from. */
  testId: string | null;
  onBack: () => void;
  onNext: () => void;
}

export function TestStep({ state, testId, onBack, onNext }: TestStepProps) {
  return testId === null ? (
    <Before state={state} onBack={onBack} onNext={onNext} />
  ) : (
    <After state={state} testId={testId} onBack={onBack} onNext={onNext} />
  );
}

type StepProps = Omit<TestStepProps, "testId">;

function Before({ state, onBack, onNext }: StepProps) {
  const test = useTest();
  // Tested in an earlier visit: the result is not shown again, what follows it is.
  const isTested = state.connection?.tested === true && state.connection.pendingRevision === null;
  return (
    <PortalPage
      state={state}
      step="test"
      title={setUpText.testTitle}
      lead={setUpText.testLead}
      foot={<Foot state={state} canTurnOn={isTested} onBack={onBack} onNext={onNext} />}
    >
      <Refused error={test.error} />
      <Card>
        <Empty
          icon="sign-in"
          heading="h2"
          title={isTested ? setUpText.passedTitle : setUpText.testReady}
          actions={<TestButton test={test} words={isTested ? setUpText.testAgain : setUpText.testNow} />}
        >
          {isTested ? setUpText.passedLead : setUpText.testReadyText}
        </Empty>
      </Card>
    </PortalPage>
  );
}

function After({ state, testId, onBack, onNext }: StepProps & { testId: string }) {
  const result = useTestResult(testId);
  const test = useTest();
  const status = result.data?.status;
  const { title, lead } = wordsOf(status);
  return (
    <PortalPage
      state={state}
      step="test"
      title={title}
      lead={lead}
      actions={status !== undefined && <TestButton test={test} words={setUpText.testAgain} />}
      foot={<Foot state={state} canTurnOn={status === "passed"} onBack={onBack} onNext={onNext} />}
    >
      <Refused error={test.error} />
      <QueryView query={result} loading={setUpText.testLoading} failed={setUpText.testLoadFailed} heading="h2">
        {(shown) => <TestResult test={shown} />}
      </QueryView>
    </PortalPage>
  );
}

function wordsOf(status: ConnectionTest["status"] | undefined) {
  if (status === "passed") return { title: setUpText.passedTitle, lead: setUpText.passedLead };
  if (status === "failed") return { title: setUpText.failedTitle, lead: setUpText.failedLead };
  if (status === undefined) return { title: setUpText.testTitle, lead: setUpText.testLead };
  return { title: setUpText.waitingTitle, lead: setUpText.waitingLead };
}

function TestButton({ test, words }: { test: ReturnType<typeof useTest>; words: string }) {
  return (
    <Button
      size="sm"
      tone="primary"
      busy={(test.isPending || test.isSuccess) && setUpText.testing}
      onClick={() => test.mutate()}
    >
      {words}
    </Button>
  );
}

interface FootProps extends StepProps {
  canTurnOn: boolean;
}

function Foot({ state, canTurnOn, onBack, onNext }: FootProps) {
  const activate = useActivate(onNext);
  const mayTurnOn = stepsOf(state).includes("on") && state.connection?.status !== "active";
  return (
    <>
      <Button tone="ghost" onClick={onBack}>
        {setUpText.change}
      </Button>
      {canTurnOn && (
        <div className="m-stack-2">
          <Refused error={activate.error} />
          {mayTurnOn && <p className="m-small m-muted">{setUpText.onNote}</p>}
          <div className="m-cluster">
            {mayTurnOn && (
              <Button tone="primary" busy={activate.isPending && setUpText.turningOn} onClick={() => activate.mutate()}>
                {setUpText.turnOn}
              </Button>
            )}
            <Button tone={mayTurnOn ? "ghost" : "primary"} onClick={onNext}>
              {setUpText.goOn}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}
