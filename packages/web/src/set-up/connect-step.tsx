import { useState } from "react";
import type { SetUp, SsoConnection } from "../app/api-types.ts";
import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { connectText } from "../single-sign-on/connect-strings.ts";
import { guessGuide, type GuideName, type Protocol } from "../single-sign-on/guides.ts";
import { ProviderPicks } from "../single-sign-on/provider-picks.tsx";
import { ConnectDetails } from "./connect-details.tsx";
import { PortalPage } from "./portal-page.tsx";
import { setUpText } from "./strings.ts";

interface StepProps {
  state: SetUp;
  onBack: (() => void) | undefined;
  onNext: () => void;
}

interface Picked {
  guide: GuideName;
  kind: Protocol;
}

const pickedOf = (connection: SsoConnection | null): Picked =>
  connection === null ? { guide: "okta", kind: "saml" } : { guide: guessGuide(connection), kind: connection.kind };

export function ConnectStep({ state, onBack, onNext }: StepProps) {
  const { connection } = state;
  const [picked, setPicked] = useState(() => pickedOf(connection));
  const [isChosen, setChosen] = useState(connection !== null);
  const isNext = connection !== null;
  if (isChosen) {
    const fitting = connection?.kind === picked.kind ? connection : null;
    return (
      <ConnectDetails
        // Of a connection that was made just now the form begins anew.
        key={fitting?.id}
        {...{ state, picked, onBack, connection: fitting }}
        onNext={isNext ? onNext : undefined}
        onAnother={() => setChosen(false)}
      />
    );
  }
  return (
    <PortalPage
      state={state}
      step="connect"
      title={setUpText.pickTitle}
      lead={setUpText.pickLead}
      foot={
        onBack !== undefined && (
          <Button tone="ghost" onClick={onBack}>
            {setUpText.back}
          </Button>
        )
      }
    >
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
