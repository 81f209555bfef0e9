import type { Secured } from "../app/api-types.ts";
import { AuthCard } from "../app/auth-page.tsx";
import { Banner } from "../parts/banner.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { list, plural } from "../parts/format.ts";
import "./not-me.css";
import { notMeText, stepText } from "./strings.ts";

/** What was done, and what is to be done now, in order. */
export function SecuredCard({ secured }: { secured: Secured }) {
  const done = doneWords(secured);
  return (
    <AuthCard title={notMeText.securedTitle} lead={notMeText.securedLead} focusHeading>
      <div className="m-auth-form">
        <ol className="m-not-me-steps">
          {secured.nextSteps.map((step) => (
            <li key={step}>
              <p className="m-strong">{stepText[step].title}</p>
              <p className="m-small m-muted">{stepText[step].text}</p>
              {step === "reset-password" && (
                <ButtonLink href="/forgot-password" tone="primary">
                  {notMeText.startReset}
                </ButtonLink>
              )}
            </li>
          ))}
        </ol>
        {done.length > 0 && (
          <Banner tone="success" compact>
            {`${list(done)}.`}
          </Banner>
        )}
      </div>
    </AuthCard>
  );
}

function doneWords({ endedSessions, forgottenDevices, emailRestored }: Secured): string[] {
  return [
    ...(endedSessions > 0 ? [plural(endedSessions, notMeText.ended)] : []),
    ...(forgottenDevices > 0 ? [plural(forgottenDevices, notMeText.forgotten)] : []),
    ...(emailRestored ? [notMeText.emailRestored] : []),
  ];
}
