import { useState } from "react";
import type { SetUp, SsoConnection } from "../app/api-types.ts";
import { Button } from "../parts/button.tsx";
import { guessGuide } from "../single-sign-on/guides.ts";
import { ProviderPicks, type Picked } from "../single-sign-on/provider-picks.tsx";
import { ConnectDetails } from "./connect-details.tsx";
import { PortalPage } from "./portal-page.tsx";
import { setUpText } from "./strings.ts";

interface StepProps {
  state: SetUp;
  onBack: (() => void) | undefined;
  onNext: () => void;
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
      <ProviderPicks picked={picked} onPick={setPicked} onNext={() => setChosen(true)} />
    </PortalPage>
  );
}
