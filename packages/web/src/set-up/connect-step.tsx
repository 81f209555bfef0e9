import { useState } from "react";
import type { SetUp, SsoConnection } from "../app/api-types.ts";
import { Refused } from "../app/refused.tsx";
import { refusedFields } from "../app/trouble.ts";
import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { DetailsFields } from "../single-sign-on/details-fields.tsx";
import { useDetails } from "../single-sign-on/details.ts";
import { GuideSteps } from "../single-sign-on/guide-steps.tsx";
import { guessGuide, titleOf, type GuideName, type Protocol } from "../single-sign-on/guides.ts";
import { ProviderPicks } from "../single-sign-on/provider-picks.tsx";
import { connectText } from "../single-sign-on/connect-strings.ts";
import { PortalPage } from "./portal-page.tsx";
import { setUpText } from "./strings.ts";
import { usePutConnection } from "./use-set-up.ts";

interface StepProps {
  state: SetUp;
  onBack: (() => void) | undefined;
  onNext: () => void;
}

interface Picked {
  guide: GuideName;
  kind: Protocol;
}

export function ConnectStep({ state, onBack, onNext }: StepProps) {
  const { connection } = state;
  const [picked, setPicked] = useState<Picked>(() =>
    connection === null ? { guide: "okta", kind: "saml" } : { guide: guessGuide(connection), kind: connection.kind },
  );
  const [isChosen, setChosen] = useState(connection !== null);
  const foot = (
    <>
      {onBack === undefined ? (
        <span />
      ) : (
        <Button tone="ghost" onClick={onBack}>
          {setUpText.back}
        </Button>
      )}
      {isChosen && connection !== null && (
        <Button tone="primary" onClick={onNext}>
          {setUpText.toTest}
        </Button>
      )}
    </>
  );
  if (!isChosen) {
    return (
      <PortalPage state={state} step="connect" title={setUpText.pickTitle} lead={setUpText.pickLead} foot={foot}>
        <Form className="m-stack" onSubmit={() => setChosen(true)}>
          <ProviderPicks {...picked} onPick={(guide, kind) => setPicked({ guide, kind })} />
          <div>
            <Button tone="primary" type="submit">
              {connectText.next}
            </Button>
          </div>
        </Form>
      </PortalPage>
    );
  }
  const fitting = connection?.kind === picked.kind ? connection : null;
  return (
    <PortalPage
      state={state}
      step="connect"
      title={titleOf(picked.guide)}
      lead={setUpText.connectLead}
      actions={
        <Button size="sm" onClick={() => setChosen(false)}>
          {setUpText.another}
        </Button>
      }
      foot={foot}
    >
      <div className="m-card m-card-pad">
        <GuideSteps {...picked} connection={fitting}>
          <DetailsForm key={fitting?.id} kind={picked.kind} connection={fitting} />
        </GuideSteps>
      </div>
    </PortalPage>
  );
}

function DetailsForm({ kind, connection }: { kind: Protocol; connection: SsoConnection | null }) {
  const details = useDetails(kind, connection);
  const put = usePutConnection(() => undefined);
  const submit = () => {
    // What is there already needs no saving, only another test.
    if (details.passes() && !details.keeps) put.mutate(details.whole());
  };
  return (
    <Form className="m-stack" onSubmit={submit} refusal={details.missing.size > 0 ? details.missing : put.error}>
      {refusedFields(put.error).size === 0 && <Refused error={put.error} />}
      <DetailsFields details={details} error={put.error} />
      <div className="m-cluster">
        <Button
          tone={connection === null ? "primary" : "default"}
          type="submit"
          busy={put.isPending && setUpText.saving}
        >
          {setUpText.save}
        </Button>
        {put.isSuccess && (
          <span className="m-small m-muted" role="status">
            {setUpText.saved}
          </span>
        )}
      </div>
    </Form>
  );
}
