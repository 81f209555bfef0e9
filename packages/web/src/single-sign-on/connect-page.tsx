import { useState } from "react";
import { Refused } from "../app/refused.tsx";
import { refusedFields } from "../app/trouble.ts";
import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { useNavigate } from "../parts/navigation.ts";
import { Page } from "../parts/page.tsx";
import { Crumb } from "./crumb.tsx";
import { SetUpSteps } from "./set-up-steps.tsx";
import { DetailsFields } from "./details-fields.tsx";
import { useDetails } from "./details.ts";
import { GuideSteps } from "./guide-steps.tsx";
import { pickedAt, titleOf } from "./guides.ts";
import { ProviderPicks, type Picked } from "./provider-picks.tsx";
import { connectText } from "./connect-strings.ts";
import { useHome } from "./use-connections.ts";
import { useMakeConnection } from "./use-sso.ts";

// Kept with the history entry, so that Back and "Change provider" show what was chosen.
function keptPick(): Picked {
  const state: unknown = history.state;
  const kept = typeof state === "object" && state !== null && "picked" in state ? (state.picked as Picked) : undefined;
  return (kept && pickedAt(kept.guide, kept.kind)) ?? { guide: "okta", kind: "saml" };
}

/** A new connection: the product first. */
export function ConnectPage() {
  const home = useHome();
  const navigate = useNavigate();
  const [picked, setPicked] = useState(keptPick);
  const goOn = () => {
    history.replaceState({ picked }, "");
    navigate(`${home}/connect/${picked.guide}/${picked.kind}`);
  };
  return (
    <Page title={connectText.title} lead={connectText.lead} tab={connectText.title} before={<Crumb />}>
      <SetUpSteps now={1} />
      <ProviderPicks picked={picked} onPick={setPicked} onNext={goOn} />
    </Page>
  );
}

/** Then its details, at an address of their own. */
export function ConnectDetailsPage({ picked }: { picked: Picked }) {
  const home = useHome();
  const navigate = useNavigate();
  const title = titleOf(picked.guide);
  return (
    <Page
      title={title}
      lead={connectText.editLead}
      tab={title}
      before={<Crumb />}
      actions={
        <Button size="sm" onClick={() => navigate(`${home}/connect`, { state: { picked } })}>
          {connectText.back}
        </Button>
      }
    >
      <SetUpSteps now={1} />
      <NewDetails {...picked} />
    </Page>
  );
}

function NewDetails({ guide, kind }: Picked) {
  const home = useHome();
  const navigate = useNavigate();
  const details = useDetails(kind, null);
  const make = useMakeConnection(({ id }) => navigate(`${home}/${id as `conn_${string}`}/edit`, { replace: true }));
  const submit = () => {
    if (details.passes()) make.mutate(details.whole());
  };
  return (
    <div className="m-card m-card-pad">
      <GuideSteps guide={guide} kind={kind} connection={null}>
        <Form className="m-stack" onSubmit={submit} refusal={details.missing.size > 0 ? details.missing : make.error}>
          {refusedFields(make.error).size === 0 && <Refused error={make.error} />}
          <DetailsFields details={details} error={make.error} />
          <div>
            <Button tone="primary" type="submit" busy={make.isPending && connectText.saving}>
              {connectText.saveDraft}
            </Button>
          </div>
        </Form>
      </GuideSteps>
    </div>
  );
}
