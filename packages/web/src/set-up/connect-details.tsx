import { useState } from "react";
import type { SetUp, SsoConnection } from "../app/api-types.ts";
import { Refused } from "../app/refused.tsx";
import { refusedFields } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { DetailsFields } from "../single-sign-on/details-fields.tsx";
import { useDetails, type Details } from "../single-sign-on/details.ts";
import { GuideSteps } from "../single-sign-on/guide-steps.tsx";
import { titleOf, type GuideName, type Protocol } from "../single-sign-on/guides.ts";
import { useLeaving } from "../single-sign-on/use-leaving.tsx";
import { PortalPage } from "./portal-page.tsx";
import { setUpText } from "./strings.ts";
import { usePutConnection } from "./use-set-up.ts";

interface ConnectDetailsProps {
  state: SetUp;
  picked: { guide: GuideName; kind: Protocol };
  /** The connection that is there, if it is by this protocol. */
  connection: SsoConnection | null;
  onBack: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onAnother: () => void;
}

/** The provider's details. Whoever goes elsewhere with some of them unsaved is asked first. */
export function ConnectDetails({ state, picked, connection, onBack, onNext, onAnother }: ConnectDetailsProps) {
  const details = useDetails(picked.kind, connection);
  const { asking, ask } = useLeaving(details);
  return (
    <PortalPage
      state={state}
      step="connect"
      title={titleOf(picked.guide)}
      lead={setUpText.connectLead}
      actions={
        <Button size="sm" onClick={() => ask(onAnother)}>
          {setUpText.another}
        </Button>
      }
      foot={
        <>
          {onBack === undefined ? (
            <span />
          ) : (
            <Button tone="ghost" onClick={() => ask(onBack)}>
              {setUpText.back}
            </Button>
          )}
          {onNext !== undefined && (
            <Button tone="primary" onClick={() => ask(onNext)}>
              {setUpText.toTest}
            </Button>
          )}
        </>
      }
    >
      <div className="m-card m-card-pad">
        <GuideSteps {...picked} connection={connection}>
          <DetailsForm details={details} />
        </GuideSteps>
      </div>
      {asking}
    </PortalPage>
  );
}

function DetailsForm({ details }: { details: Details }) {
  const put = usePutConnection(details.settle);
  const [isNameAlone, setNameAlone] = useState(false);
  const submit = () => {
    if (!details.passes()) return;
    // What is there already needs no saving, only another test.
    if (!details.keeps) put.mutate(details.whole());
    else setNameAlone(details.isChanged);
  };
  return (
    <Form className="m-stack" onSubmit={submit} refusal={details.missing.size > 0 ? details.missing : put.error}>
      {refusedFields(put.error).size === 0 && <Refused error={put.error} />}
      {isNameAlone && details.keeps && details.isChanged && (
        <Banner tone="warning" compact alert>
          {setUpText.nameAlone}
        </Banner>
      )}
      <DetailsFields details={details} error={put.error} />
      <div className="m-cluster">
        <Button
          tone={details.connection === null ? "primary" : "default"}
          type="submit"
          busy={put.isPending && setUpText.saving}
        >
          {setUpText.save}
        </Button>
        {put.isSuccess && !details.isChanged && (
          <span className="m-small m-muted" role="status">
            {setUpText.saved}
          </span>
        )}
      </div>
    </Form>
  );
}
