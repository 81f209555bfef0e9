import type { SetUp } from "../app/api-types.ts";
import { useDeployment } from "../app/deployment.tsx";
import { Button } from "../parts/button.tsx";
import { useNow } from "../parts/clock.tsx";
import { dayAndTime } from "../parts/format.ts";
import { PortalPage } from "./portal-page.tsx";
import { stepsOf } from "./steps.ts";
import { setUpText } from "./strings.ts";
import "../authenticators/enrol.css";

/** What one is asked for, by whom, and what it takes. */
export function WelcomePage({ state, onStart }: { state: SetUp; onStart: () => void }) {
  const { productName, app } = useDeployment();
  const { organization, link } = state;
  const now = useNow(60_000);
  const by = link.by ?? organization.name;
  const connects = stepsOf(state).includes("connect");
  const lead = connects
    ? setUpText.welcomeLead(by, app?.name ?? productName)
    : setUpText.welcomeLeadDomains(by, organization.name);
  return (
    <PortalPage
      state={state}
      step="welcome"
      title={setUpText.welcomeTitle(organization.name)}
      lead={lead}
      foot={
        <>
          <span className="m-small m-muted">{setUpText.welcomeNothing(by)}</span>
          <Button tone="primary" onClick={onStart}>
            {setUpText.start}
          </Button>
        </>
      }
    >
      <div className="m-card m-card-pad">
        <ol className="m-steps">
          {stepsOf(state).map((step) => (
            <li key={step} className="m-step">
              <div>
                <h2>{setUpText.steps[step]}</h2>
                <p>{setUpText.needs[step]}</p>
              </div>
            </li>
          ))}
        </ol>
      </div>
      <p className="m-small m-muted m-after">
        {link.email !== null && setUpText.madeFor(link.email)}{" "}
        {setUpText.welcomeNote(dayAndTime(link.expiresAt, now), by)}
      </p>
    </PortalPage>
  );
}
