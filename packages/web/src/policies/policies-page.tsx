import { useEffect } from "react";
import { addressOf } from "../../../server/src/addresses.ts";
import { At } from "../parts/at.tsx";
import { useHere } from "../parts/navigation.ts";
import { useDeployment } from "../app/deployment.tsx";
import { LeaveGuard } from "../app/leave-guard.tsx";
import { useOrganization } from "../app/organization-gate.tsx";
import { QueryView } from "../app/query-view.tsx";
import { appText } from "../app/strings.ts";
import { Page } from "../parts/page.tsx";
import { BreakGlassSection } from "./break-glass-section.tsx";
import { DevicesSection } from "./devices-section.tsx";
import { changeOf, countChanges, isListChanged, troublesOf } from "./draft.ts";
import { EditorContext } from "./editor.ts";
import { FetchedReview } from "./fetched-review.tsx";
import { IpSection } from "./ip-section.tsx";
import { AlertCopiesSection, PasswordsSection } from "./people-section.tsx";
import { PoliciesSaveBar } from "./policies-save-bar.tsx";
import { RetentionSection } from "./retention-section.tsx";
import { saveText } from "./review-strings.ts";
import { SecondFactorSection } from "./second-factor-section.tsx";
import { policiesText } from "./strings.ts";
import { SsoSection } from "./sso-section.tsx";
import { TimeoutsSection } from "./timeouts-section.tsx";
import { useDraft } from "./use-draft.ts";
import { usePolicies, type LoadedPolicies } from "./use-policies.ts";
import { usePreview } from "./use-preview.ts";

/** What an organization asks of its people, and what a change of it would do. */
export function PoliciesPage() {
  const { productName } = useDeployment();
  const { name } = useOrganization();
  const policies = usePolicies();
  return (
    <Page
      title={policiesText.title}
      lead={policiesText.lead(name)}
      tab={appText.tab(policiesText.tab(name), productName)}
    >
      <QueryView
        query={policies}
        loading={policiesText.loading}
        rows={5}
        failed={policiesText.loadFailed}
        heading="h2"
        carded
      >
        {(loaded) => <Editing loaded={loaded} />}
      </QueryView>
    </Page>
  );
}

function Editing({ loaded }: { loaded: LoadedPolicies }) {
  const { id } = useOrganization();
  const { discard, ...editing } = useDraft(loaded);
  const { draft } = editing;
  const { saved } = loaded;
  // What the server would refuse to read is not sent; what it would refuse to save is.
  const whole = troublesOf(draft, undefined).length === 0;
  const preview = usePreview(changeOf(saved, draft), whole);
  // A list that stays as it is locks nobody out anew: not an owner whom break-glass let in, either.
  const address = isListChanged(saved, draft) ? preview.data?.yourAddress : undefined;
  const troubles = troublesOf(draft, address);
  const changes = countChanges(saved, draft);
  const home = addressOf("policies", { organization: id });
  useScrollToFragment();
  return (
    <EditorContext value={{ loaded, ...editing, preview: preview.data, previewFailed: preview.error !== null }}>
      <SecondFactorSection />
      <SsoSection />
      <DevicesSection />
      <TimeoutsSection />
      <IpSection />
      <BreakGlassSection />
      <PasswordsSection />
      <RetentionSection />
      <AlertCopiesSection />
      {changes > 0 && <PoliciesSaveBar home={home} troubles={troubles} onDiscard={discard} />}
      {changes > 0 && <LeaveGuard home={home} lead={saveText.leaveLead} onLeave={discard} />}
      <At address="/organizations/:organization/policies/review">
        <FetchedReview home={home} onSaved={discard} isBlocked={troubles.length > 0} />
      </At>
    </EditorContext>
  );
}

/** A link to a section is followed once the section is drawn. */
function useScrollToFragment() {
  const path = useHere();
  useEffect(() => {
    const id = location.hash.slice(1);
    if (id !== "") document.getElementById(id)?.scrollIntoView();
  }, [path]);
}
