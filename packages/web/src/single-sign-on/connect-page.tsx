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
import { guides } from "./guide-table.ts";
import { type GuideName, type Protocol } from "./guides.ts";
import { ProviderPicks } from "./provider-picks.tsx";
import { connectText } from "./connect-strings.ts";
import { useHome } from "./use-connections.ts";
import { useMakeConnection } from "./use-sso.ts";

/** A new connection: the product first, then its details. */
export function ConnectPage() {
  const [picked, setPicked] = useState<{ guide: GuideName; kind: Protocol }>({ guide: "okta", kind: "saml" });
  const [isChosen, setChosen] = useState(false);
  const steps = <SetUpSteps now={1} />;
  if (isChosen) {
    return (
      <Page
        title={connectText.detailsTitle(guides[picked.guide].name)}
        lead={connectText.editLead}
        actions={
          <Button size="sm" onClick={() => setChosen(false)}>
            {connectText.back}
          </Button>
        }
      >
        {steps}
        <NewDetails {...picked} />
      </Page>
    );
  }
  return (
    <>
      <Page title={connectText.title} lead={connectText.lead} tab={connectText.title} before={<Crumb />}>
        {steps}
        <Form className="m-stack" onSubmit={() => setChosen(true)}>
          <ProviderPicks {...picked} onPick={(guide, kind) => setPicked({ guide, kind })} />
          <div>
            <Button tone="primary" type="submit">
              {connectText.next}
            </Button>
          </div>
        </Form>
      </Page>
    </>
  );
}

function NewDetails({ guide, kind }: { guide: GuideName; kind: Protocol }) {
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
