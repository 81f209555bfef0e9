import type { ConnectionTest, SetUp } from "../app/api-types.ts";
import { QueryView } from "../app/query-view.tsx";
import { Refused } from "../app/refused.tsx";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { TestResult } from "../single-sign-on/test-result.tsx";
import { PortalPage } from "./portal-page.tsx";
import { setUpText } from "./strings.ts";
import { useTest, useTestResult } from "./use-set-up.ts";

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
      foot={<Foot isPassed={isTested} onBack={onBack} onNext={onNext} />}
    >
      <Refused error={test.error} />
      <Card>
        <Empty
          icon="sign-in"
          heading="h2"
          title={isTested ? setUpText.passedTitle : setUpText.testReady}
          actions={
            <TestButton test={test} words={isTested ? setUpText.testAgain : setUpText.testNow} isNext={!isTested} />
          }
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
      actions={
        status !== undefined && <TestButton test={test} words={setUpText.testAgain} isNext={status !== "passed"} />
      }
      foot={<Foot isPassed={status === "passed"} onBack={onBack} onNext={onNext} />}
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

interface TestButtonProps {
  test: ReturnType<typeof useTest>;
  words: string;
  isNext: boolean;
}

function TestButton({ test, words, isNext }: TestButtonProps) {
  return (
    <Button
      size="sm"
      tone={isNext ? "primary" : "default"}
      busy={(test.isPending || test.isSuccess) && setUpText.testing}
      onClick={() => test.mutate()}
    >
      {words}
    </Button>
  );
}

interface FootProps {
  isPassed: boolean;
  onBack: () => void;
  onNext: () => void;
}

function Foot({ isPassed, onBack, onNext }: FootProps) {
  return (
    <>
      <Button tone="ghost" onClick={onBack}>
        {setUpText.change}
      </Button>
      {isPassed && (
        <Button tone="primary" onClick={onNext}>
          {setUpText.goOn}
        </Button>
      )}
    </>
  );
}
