import type { Account, Authenticators } from "../app/api-types.ts";
import { useSessions } from "../app/queries.ts";
import { Icon } from "../parts/icon.tsx";
import { plural } from "../parts/format.ts";
import { CodesMeter } from "../recovery-codes/codes-meter.tsx";
import { codesText } from "../recovery-codes/strings.ts";
import { NextSteps } from "./next-steps.tsx";
import { headlines, statText } from "./strings.ts";
import "./summary.css";
import { WhatIf } from "./what-if.tsx";

interface SummaryProps {
  account: Account;
  authenticators: Authenticators;
}

/** Says what is true, then what to do. */
export function ProtectionSummary({ account, authenticators }: SummaryProps) {
  const { level, nextSteps } = account.protection;
  const weak = level === "password-only";
  return (
    <section className="m-card" aria-labelledby="protection">
      <div className="m-summary-top">
        <span className={weak ? "m-summary-icon is-weak" : "m-summary-icon"}>
          <Icon name={weak ? "shield-alert" : "shield-check"} size={20} />
        </span>
        <div>
          <h2 id="protection" tabIndex={-1}>
            {headlines[level].title}
          </h2>
          <p>{headlines[level].text}</p>
        </div>
      </div>
      <Figures authenticators={authenticators} />
      <NextSteps steps={nextSteps} />
      {!weak && <WhatIf authenticators={authenticators} />}
    </section>
  );
}

function Figures({ authenticators }: { authenticators: Authenticators }) {
  const { password, totp, recoveryCodes } = authenticators;
  const ways = password === null ? 0 : 1;
  const noCodes = totp.length === 0 ? statText.codesLater : statText.codesMissing;
  return (
    <dl className="m-stats">
      <div className="m-stat">
        <dt>{statText.ways}</dt>
        <dd>{plural(ways, statText.active)}</dd>
        <dd className="m-stat-note">{statText.password}</dd>
      </div>
      <div className="m-stat">
        <dt>{statText.factors}</dt>
        <dd>{totp.length === 0 ? statText.none : plural(totp.length, statText.active)}</dd>
        <dd className="m-stat-note">{totp.length === 0 ? statText.setUpOne : plural(totp.length, statText.apps)}</dd>
      </div>
      <div className="m-stat">
        <dt>{statText.codes}</dt>
        <dd>
          {recoveryCodes === null ? statText.noneYet : codesText.leftOf(recoveryCodes.remaining, recoveryCodes.total)}
        </dd>
        <dd className="m-stat-note">{recoveryCodes === null ? noCodes : <CodesMeter codes={recoveryCodes} />}</dd>
      </div>
      <SessionsFigure />
    </dl>
  );
}

function SessionsFigure() {
  const sessions = useSessions().data;
  const count = sessions?.items.length ?? 1;
  return (
    <div className="m-stat">
      <dt>{statText.sessions}</dt>
      <dd>{plural(count, statText.active)}</dd>
      <dd className="m-stat-note">{count > 1 ? plural(count - 1, statText.others) : statText.thisDevice}</dd>
    </div>
  );
}
