import { isProblem } from "@mortise/sdk";
import { At } from "../parts/at.tsx";
import { useDeployment } from "../app/deployment.tsx";
import { appText } from "../app/strings.ts";
import { ExportMenu } from "../exporting/export-menu.tsx";
import { IntegrityBadge } from "../log/integrity-badge.tsx";
import { IntegrityDialog } from "../log/integrity-dialog.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { Page } from "../parts/page.tsx";
import { EventList } from "./event-list.tsx";
import { isEveryEvent, queryOf, useFilterState } from "./filter.ts";
import { logText } from "./strings.ts";

/** The whole deployment's log, for those who look after it. */
export function LogPage() {
  const { productName } = useDeployment();
  const state = useFilterState();
  const { filter, zone } = state;
  return (
    <Page
      title={logText.title}
      lead={logText.lead}
      tab={appText.tab(logText.tab, productName)}
      wide
      actions={
        <>
          <IntegrityBadge href="/operator/log/protection" />
          <ExportMenu
            scope="deployment"
            filtered={isEveryEvent(filter) ? "no" : filter.account === null ? "yes" : "by-account"}
            query={() => queryOf(filter, zone, Date.now())}
          />
        </>
      }
    >
      <EventList scope="deployment" state={state} refused={refused} />
      <At address="/operator/log/protection">
        <IntegrityDialog page="/operator/log" />
      </At>
    </Page>
  );
}

function refused(error: Error) {
  if (!isProblem(error, "not-allowed")) return undefined;
  const { reason } = error.members;
  if (reason === "two-step-needed") {
    return (
      <Empty
        icon="shield-alert"
        heading="h2"
        title={logText.twoStepTitle}
        actions={
          <ButtonLink href="/security" tone="primary">
            {logText.twoStepAction}
          </ButtonLink>
        }
      >
        {logText.twoStepText}
      </Empty>
    );
  }
  return (
    <Empty
      icon="lock"
      heading="h2"
      title={logText.notOperatorTitle}
      actions={<ButtonLink href="/activity">{logText.toActivity}</ButtonLink>}
    >
      {logText.notOperatorText}
    </Empty>
  );
}
