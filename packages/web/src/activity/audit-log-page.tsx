import { useState } from "react";
import { addressOf } from "../../../server/src/addresses.ts";
import { Link } from "../parts/link.tsx";
import { At } from "../parts/at.tsx";
import { useDeployment } from "../app/deployment.tsx";
import { useMay, useOrganization } from "../app/organization-gate.tsx";
import { useCurrentSession } from "../app/current-session.ts";
import { appText } from "../app/strings.ts";
import { ExportMenu } from "../exporting/export-menu.tsx";
import { exportText } from "../exporting/strings.ts";
import { IntegrityBadge } from "../log/integrity-badge.tsx";
import { IntegrityDialog } from "../log/integrity-dialog.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { daysWords } from "../parts/format.ts";
import { Page } from "../parts/page.tsx";
import { Segments } from "../parts/segments.tsx";
import { EventList } from "./event-list.tsx";
import { isEveryEvent, queryOf, useFilterState, type FilterState } from "./filter.ts";
import { PersonFilter } from "./person-filter.tsx";
import { auditText } from "./strings.ts";
import { useRetentionDays } from "./use-retention.ts";

/** An organization's slice of the log. */
export function AuditLogPage() {
  const { productName } = useDeployment();
  const { id, name } = useOrganization();
  const state = useFilterState();
  const home = addressOf("auditLog", { organization: id });
  return (
    <Page
      title={auditText.title}
      lead={auditText.lead}
      tab={appText.tab(auditText.tab(name), productName)}
      wide
      actions={
        <>
          <IntegrityBadge href={`${home}/protection`} />
          <Exports state={state} />
        </>
      }
    >
      <EventList
        scope={{ organization: id }}
        state={state}
        above={
          <>
            <Search state={state} />
            <Whose state={state} />
            <PersonFilter state={state} />
          </>
        }
        kept={<Kept />}
      />
      <At address="/organizations/:organization/audit-log/protection">
        <IntegrityDialog page={home} />
      </At>
    </Page>
  );
}

/** Asked for by pressing Enter: every reading of the log is an event, and a letter typed is none. */
function Search({ state: { filter, setFilter } }: { state: FilterState }) {
  const [typed, setTyped] = useState(filter.search);
  const [asked, setAsked] = useState(filter.search);
  // Taken off elsewhere, it is taken out of the field.
  if (asked !== filter.search) {
    setAsked(filter.search);
    setTyped(filter.search);
  }
  return (
    <form
      className="m-cluster m-log-search"
      onSubmit={(event) => {
        event.preventDefault();
        setFilter({ ...filter, search: typed.trim() });
      }}
    >
      <input
        className="m-input"
        type="search"
        aria-label={auditText.search}
        placeholder={auditText.search}
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit">{auditText.searchButton}</Button>
    </form>
  );
}

/** Everyone's, or one's own. */
function Whose({ state: { filter, setFilter } }: { state: FilterState }) {
  const { name } = useOrganization();
  const { account: me } = useCurrentSession();
  return (
    <Segments
      label={auditText.whose}
      value={filter.account?.id === me.id ? "me" : "all"}
      options={[
        { value: "all", label: name },
        { value: "me", label: auditText.onlyMe },
      ]}
      onChange={(whose) => setFilter({ ...filter, account: whose === "me" ? { id: me.id, name: me.name } : null })}
    />
  );
}

function Exports({ state: { filter, zone } }: { state: FilterState }) {
  const { id, allows } = useOrganization();
  const may = useMay("export-log");
  if (!may) return null;
  if (!allows.export) return <ExportLocked plan={allows.name} />;
  return (
    <ExportMenu
      scope={{ organization: id }}
      filtered={isEveryEvent(filter) ? "no" : filter.search === "" ? "yes" : "by-search"}
      query={() => ({
        ...queryOf(filter, zone, Date.now()),
        ...(filter.account !== null && { accountId: filter.account.id }),
      })}
    />
  );
}

/** A plan without exports says so where they would be. */
function ExportLocked({ plan }: { plan: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" icon="download" onClick={() => setOpen(true)}>
        {exportText.export}
      </Button>
      {open && (
        <Dialog
          title={auditText.noExportTitle}
          lead={auditText.noExportText(plan)}
          size="sm"
          onClose={() => setOpen(false)}
          foot={
            <Button data-autofocus onClick={() => setOpen(false)}>
              {auditText.close}
            </Button>
          }
        />
      )}
    </>
  );
}

/** For how long; those who may set it are shown where. */
function Kept() {
  const { id, name } = useOrganization();
  const days = useRetentionDays();
  const may = useMay("see-policies");
  return (
    <>
      {auditText.kept(daysWords(days), name)}{" "}
      {may && <Link href={`/organizations/${id}/policies#retention`}>{auditText.retention}</Link>}
    </>
  );
}
