import { At } from "../parts/at.tsx";
import { useDeployment } from "../app/deployment.tsx";
import { appText } from "../app/strings.ts";
import { ExportMenu } from "../exporting/export-menu.tsx";
import { IntegrityBadge } from "../log/integrity-badge.tsx";
import { IntegrityDialog } from "../log/integrity-dialog.tsx";
import { Page } from "../parts/page.tsx";
import { EventList } from "./event-list.tsx";
import { isEveryEvent, queryOf, useFilterState, type FilterState } from "./filter.ts";
import { activityText } from "./strings.ts";

export function ActivityPage() {
  const { productName } = useDeployment();
  const state = useFilterState();
  return (
    <Page
      title={activityText.title}
      lead={activityText.lead}
      tab={appText.tab(activityText.tab, productName)}
      wide
      actions={<ActivityActions state={state} />}
    >
      <EventList scope="account" state={state} />
      <ProtectionDialog />
    </Page>
  );
}

/** The same within a host's page, which has a heading of its own. */
export function ActivityPanel() {
  const state = useFilterState();
  return (
    <div className="m-stack">
      <div className="m-page-actions">
        <ActivityActions state={state} />
      </div>
      <EventList scope="account" state={state} />
      <ProtectionDialog />
    </div>
  );
}

function ActivityActions({ state: { filter, zone } }: { state: FilterState }) {
  return (
    <>
      <IntegrityBadge href="/activity/protection" />
      <ExportMenu
        scope="account"
        filtered={isEveryEvent(filter) ? "no" : "yes"}
        query={() => queryOf(filter, zone, Date.now())}
      />
    </>
  );
}

function ProtectionDialog() {
  return (
    <At address="/activity/protection">
      <IntegrityDialog page="/activity" />
    </At>
  );
}
