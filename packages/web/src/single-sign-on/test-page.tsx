import type { ConnectionTest, SsoConnection } from "../app/api-types.ts";
import { useMay } from "../app/organization-gate.tsx";
import { QueryView } from "../app/query-view.tsx";
import { Refused } from "../app/refused.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Page } from "../parts/page.tsx";
import { connectionAddress } from "./address.ts";
import { Crumb } from "./crumb.tsx";
import { SetUpSteps } from "./set-up-steps.tsx";
import { stateText } from "./state-strings.ts";
import { connectionText } from "./strings.ts";
import { testText } from "./test-strings.ts";
import { TestResult } from "./test-result.tsx";
import { useHome, useTestConnection } from "./use-connections.ts";
import { useConnectionTest } from "./use-sso.ts";

/** Where a test comes back to. */
export function TestPage({ connection, id }: { connection: SsoConnection; id: string }) {
  const test = useConnectionTest(connection.id, id);
  const { loading, loadFailed } = testText;
  return (
    <QueryView query={test} loading={loading} failed={loadFailed} rows={4} heading="h2">
      {(data) => <Shown connection={connection} test={data} />}
    </QueryView>
  );
}

function Shown({ connection, test }: { connection: SsoConnection; test: ConnectionTest }) {
  const at = connectionAddress(useHome(), connection);
  const may = useMay("manage-sso");
  const again = useTestConnection(connection.id);
  const canTurnOn = test.status === "passed" && connection.tested && connection.status !== "active";
  return (
    <Page
      title={testText.title}
      lead={testText.lead[test.status]}
      tab={testText.title}
      isAnswer
      before={<Crumb />}
      actions={
        may && (
          <>
            <ButtonLink href={`${at}/edit`} size="sm">
              {testText.edit}
            </ButtonLink>
            <Button
              size="sm"
              tone={canTurnOn ? "default" : "primary"}
              busy={(again.isPending || again.isSuccess) && stateText.testing}
              onClick={() => again.mutate()}
            >
              {testText.again}
            </Button>
            {canTurnOn && (
              <ButtonLink href={`${at}/on`} size="sm" tone="primary" opensDialog>
                {connectionText.turnOn}
              </ButtonLink>
            )}
          </>
        )
      }
    >
      {connection.status === "draft" && <SetUpSteps now={test.status === "passed" ? 3 : 2} />}
      <Refused error={again.error} />
      <Outcome status={test.status} />
      <TestResult test={test} />
    </Page>
  );
}

export function Outcome({ status }: Pick<ConnectionTest, "status">) {
  const tone = { passed: "success", failed: "danger", waiting: "info", expired: "warning" } as const;
  return <Banner tone={tone[status]}>{testText.status[status]}</Banner>;
}
