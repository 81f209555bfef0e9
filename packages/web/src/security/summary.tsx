import type { Account, Authenticators } from "../app/api-types.ts";
import { useSessions } from "../app/queries.ts";
import { allOf, keysOf } from "../authenticators/kinds.ts";
import { Status } from "../parts/badge.tsx";
import { Icon } from "../parts/icon.tsx";
import { list, plural } from "../parts/format.ts";
import { CodesMeter } from "../recovery-codes/codes-meter.tsx";
import { codesText } from "../recovery-codes/strings.ts";
import { NextSteps } from "./next-steps.tsx";
import { headlines, noPasswordText, providerText, statText } from "./strings.ts";
import "./summary.css";
import type { WaysIn } from "./ways-in.ts";
import { WhatIf } from "./what-if.tsx";

interface SummaryProps {
  account: Account;
  authenticators: Authenticators;
  ways: WaysIn;
}

/** Says what is true, then what to do. */
export function ProtectionSummary({ account, authenticators, ways }: SummaryProps) {
  const { level, nextSteps } = account.protection;
  const { title, text } = headlineOf(level, authenticators, ways);
  const weak = level === "password-only";
  return (
    <section className="m-card" aria-labelledby="protection">
      <div className="m-summary-top">
        <span className={weak ? "m-summary-icon is-weak" : "m-summary-icon"}>
          <Icon name={weak ? "shield-alert" : "shield-check"} size={20} />
        </span>
        <div>
          <h2 id="protection" tabIndex={-1}>
            {title}
          </h2>
          <p>{text}</p>
        </div>
      </div>
      <Figures authenticators={authenticators} ways={ways} />
      <NextSteps steps={nextSteps} />
      {!weak && level !== "single-sign-on" && <WhatIf authenticators={authenticators} ways={ways} />}
    </section>
  );
}

function headlineOf(
  level: Account["protection"]["level"],
  { password }: Authenticators,
  { providers, isOnlyByProvider }: WaysIn,
): { title: string; text: string } {
  const names = list(providers);
  if (level === "single-sign-on") return { title: providerText.title(names), text: providerText.text };
  const { title, text } = headlines[level];
  if (isOnlyByProvider) return { title, text: providerText.textFactor(names) };
  return { title, text: password === null ? noPasswordText : text };
}

interface FiguresProps {
  authenticators: Authenticators;
  ways: WaysIn;
}

function Figures({ authenticators, ways }: FiguresProps) {
  const { recoveryCodes } = authenticators;
  const bound = allOf(authenticators).length > 0;
  const noCodes = bound ? statText.codesMissing : statText.codesLater;
  return (
    <dl className="m-stats">
      <WaysFigure ways={ways} />
      <FactorsFigure authenticators={authenticators} ways={ways} />
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

function WaysFigure({ ways: { passkeys, hasPassword, providers } }: { ways: WaysIn }) {
  const parts = [
    ...(passkeys > 0 ? [plural(passkeys, statText.passkeys)] : []),
    ...(hasPassword ? [passkeys > 0 ? statText.passwordToo : statText.password] : []),
    ...providers,
  ];
  return (
    <div className="m-stat">
      <dt>{statText.ways}</dt>
      <dd>{plural(passkeys + Number(hasPassword) + providers.length, statText.active)}</dd>
      <dd className="m-stat-note" dir="auto">
        {parts.join(", ")}
      </dd>
    </div>
  );
}

function FactorsFigure({ authenticators, ways }: FiguresProps) {
  const { totp, phones, passkeys } = authenticators;
  const counts = [
    { count: totp.length, forms: statText.apps },
    { count: keysOf(authenticators).length, forms: statText.keys },
    { count: phones.filter((phone) => phone.usable).length, forms: statText.phones },
  ].filter(({ count }) => count > 0);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const missing = ways.isOnlyByProvider ? statText.atProvider(list(ways.providers)) : statText.setUpOne;
  const none = passkeys.length > 0 ? statText.passkeyCounts : missing;
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
