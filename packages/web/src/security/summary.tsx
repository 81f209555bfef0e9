import type { Account, Authenticators } from "../app/api-types.ts";
import { useSessions } from "../app/queries.ts";
import { allOf, keysOf } from "../authenticators/kinds.ts";
import { Status } from "../parts/badge.tsx";
import { Icon } from "../parts/icon.tsx";
import { plural } from "../parts/format.ts";
import { CodesMeter } from "../recovery-codes/codes-meter.tsx";
import { codesText } from "../recovery-codes/strings.ts";
import { NextSteps } from "./next-steps.tsx";
import { headlines, noPasswordText, statText } from "./strings.ts";
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
          <p>{authenticators.password === null ? noPasswordText : headlines[level].text}</p>
        </div>
      </div>
      <Figures authenticators={authenticators} />
      <NextSteps steps={nextSteps} />
      {!weak && <WhatIf authenticators={authenticators} />}
    </section>
  );
}

function Figures({ authenticators }: { authenticators: Authenticators }) {
  const { recoveryCodes } = authenticators;
  const bound = allOf(authenticators).length > 0;
  const noCodes = bound ? statText.codesMissing : statText.codesLater;
  return (
    <dl className="m-stats">
      <WaysFigure authenticators={authenticators} />
      <FactorsFigure authenticators={authenticators} />
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

function WaysFigure({ authenticators: { password, passkeys } }: { authenticators: Authenticators }) {
  const alone = passkeys.filter((passkey) => passkey.signsInAlone).length;
  const parts = [
    ...(alone > 0 ? [plural(alone, statText.passkeys)] : []),
    ...(password === null ? [] : [alone > 0 ? statText.passwordToo : statText.password]),
  ];
  return (
    <div className="m-stat">
      <dt>{statText.ways}</dt>
      <dd>{plural(alone + (password === null ? 0 : 1), statText.active)}</dd>
      <dd className="m-stat-note">{parts.join(", ")}</dd>
    </div>
  );
}

function FactorsFigure({ authenticators }: { authenticators: Authenticators }) {
  const { totp, phones, passkeys } = authenticators;
  const counts = [
    { count: totp.length, forms: statText.apps },
    { count: keysOf(authenticators).length, forms: statText.keys },
    { count: phones.filter((phone) => phone.usable).length, forms: statText.phones },
  ].filter(({ count }) => count > 0);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const none = passkeys.length > 0 ? statText.passkeyCounts : statText.setUpOne;
  return (
    <div className="m-stat">
      <dt>{statText.factors}</dt>
      <dd>{total === 0 ? statText.none : plural(total, statText.active)}</dd>
      <dd className="m-stat-note">
        {total === 0 ? none : counts.map(({ count, forms }) => plural(count, forms)).join(", ")}
      </dd>
    </div>
  );
}

function SessionsFigure() {
  const sessions = useSessions().data;
  const count = sessions?.items.length ?? 1;
  const flagged = sessions?.items.filter((session) => session.trust === "flagged").length ?? 0;
  return (
    <div className="m-stat">
      <dt>{statText.sessions}</dt>
      <dd>{plural(count, statText.active)}</dd>
      <dd className="m-stat-note">
        {flagged > 0 ? (
          <Status tone="warning">{plural(flagged, statText.flagged)}</Status>
        ) : count > 1 ? (
          plural(count - 1, statText.others)
        ) : (
          statText.thisDevice
        )}
      </dd>
    </div>
  );
}
