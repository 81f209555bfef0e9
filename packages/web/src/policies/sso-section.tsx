import { Suspense } from "react";
import { addressOf } from "../../../server/src/addresses.ts";
import { fetchedPage } from "../app/fetched-page.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { both, QueryView } from "../app/query-view.tsx";
import { Banner } from "../parts/banner.tsx";
import { Card } from "../parts/card.tsx";
import { plural } from "../parts/format.ts";
import { Link } from "../parts/link.tsx";
import { Section } from "../parts/page.tsx";
import { Select } from "../parts/select.tsx";
import { Setting } from "../parts/setting.tsx";
import { useConnections, useDomains } from "../single-sign-on/use-connections.ts";
import type { ConnectionRowProps } from "./connection-row.tsx";
import { changedNames } from "./draft.ts";
import { refusalOf } from "./pair.ts";
import { useEditor } from "./editor.ts";
import { PlanNote } from "./plan-note.tsx";
import { Hint } from "./set-by.tsx";
import { reviewText } from "./review-strings.ts";
import { ssoPolicyText } from "./sso-strings.ts";

// Most organizations have none to show.
const ConnectionRow = fetchedPage<ConnectionRowProps>(async () => (await import("./connection-row.tsx")).ConnectionRow);

const modes = ["none", "verified-domains", "everyone"] as const;

/** Who must come by the organization's identity provider. */
export function SsoSection() {
  const { draft, set } = useEditor();
  const { id, allows } = useOrganization();
  const connections = useConnections();
  const required = draft.whole.singleSignOn?.required ?? "none";
  const isLocked = !allows.sso && required === "none";
  return (
    <Section
      title={ssoPolicyText.title}
      headingId="single-sign-on"
      lead={
        <>
          {ssoPolicyText.lead}{" "}
          <Link href={addressOf("singleSignOn", { organization: id })}>
            {connections.data?.items.length ? ssoPolicyText.manage : ssoPolicyText.setUp}
          </Link>
        </>
      }
    >
      <Card>
        {!isLocked && <Connections />}
        <Setting
          title={ssoPolicyText.who}
          hint={<Hint policy="singleSignOn" words={ssoPolicyText.hints[required]} />}
          control={
            isLocked ? (
              <PlanNote what={ssoPolicyText.title} />
            ) : (
              <Select
                label={ssoPolicyText.who}
                value={required}
                options={modes.map((value) => ({ value, label: ssoPolicyText.modes[value] }))}
                onChange={(chosen) => set("singleSignOn", { required: chosen })}
              />
            )
          }
        >
          <Foreseen />
        </Setting>
      </Card>
    </Section>
  );
}

/** What people come by, and whether it is well. */
function Connections() {
  const query = both(useConnections(), useDomains());
  return (
    <QueryView query={query} failed={ssoPolicyText.connectionsFailed} heading="h3">
      {([{ items: connections }, { items: domains }]) =>
        connections.length === 0 ? (
          <p className="m-pad m-muted">{ssoPolicyText.noConnection}</p>
        ) : (
          <Suspense fallback={null}>
            {connections.map((connection) => (
              <ConnectionRow key={connection.id} connection={connection} domains={domains} />
            ))}
          </Suspense>
        )
      }
    </QueryView>
  );
}

/** What requiring it would do, before it is saved. */
function Foreseen() {
  const { loaded, draft, preview } = useEditor();
  if (!changedNames(loaded.saved, draft).includes("singleSignOn") || preview === undefined) return null;
  const { counts } = preview;
  const refused = refusalOf(preview, { saved: loaded.saved, draft });
  if (refused !== undefined) {
    return (
      <Banner tone="warning" compact>
        {refused.detail} {refused.reason === "no-break-glass" && ssoPolicyText.pairBelow}
      </Banner>
    );
  }
  return (
    <p className="m-small m-muted" role="status">
      {counts.captured > 0 && `${plural(counts.captured, ssoPolicyText.captured)} `}
      {counts.neverSignedIn > 0 && `${plural(counts.neverSignedIn, ssoPolicyText.strangers)} `}
      {counts.signedOut === 0
        ? ssoPolicyText.nobodyOut
        : `${plural(counts.signedOut, ssoPolicyText.out)} ${plural(counts.sessionsEnded, reviewText.sessionsEnd)}`}{" "}
      {draft.whole.singleSignOn?.required === "none" ? ssoPolicyText.opens : ssoPolicyText.never}
    </p>
  );
}
