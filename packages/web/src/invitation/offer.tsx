import type { ReactNode } from "react";
import type { InvitationLook } from "../app/api-types.ts";
import { AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useNow } from "../parts/clock.tsx";
import { Effects } from "../parts/dialog.tsx";
import "../parts/facts.css";
import { dayAndTime } from "../parts/format.ts";
import { Sentence, Strong } from "../parts/sentence.tsx";
import "./invitation.css";
import { invitationText, invitedRole } from "./strings.ts";

/** What one is invited to, and what joining means; beneath it, how. */
export function Offer({ look, above, children }: { look: InvitationLook; above?: ReactNode; children: ReactNode }) {
  const { organization, invitedBy, email, role, expiresAt } = look;
  const now = useNow(60_000);
  const address = <span className="m-strong m-ltr">{email}</span>;
  return (
    <AuthPage tab={invitationText.tab}>
      <AuthCard
        title={invitationText.title(organization.name)}
        lead={
          invitedBy === null ? (
            <Sentence text={invitationText.invited} slots={{ email: address }} />
          ) : (
            <Sentence
              text={invitationText.invitedBy}
              slots={{ person: <Strong>{invitedBy}</Strong>, email: address }}
            />
          )
        }
        focusHeading
      >
        <div className="m-auth-form">
          {above}
          <dl className="m-facts m-invitation-facts">
            <dt>{invitationText.role}</dt>
            <dd>{invitedRole[role]}</dd>
            <dt>{invitationText.until}</dt>
            <dd>
              <time dateTime={expiresAt}>{dayAndTime(expiresAt, now)}</time>
            </dd>
          </dl>
          <div className="m-stack-2">
            <h2 className="m-invitation-heading">{invitationText.adminsTitle}</h2>
            <Effects
              items={[
                { icon: "eye", text: invitationText.see },
                { icon: "shield", text: invitationText.ask },
                { icon: "monitor", text: invitationText.end },
                { icon: "lock", text: invitationText.never },
              ]}
            />
          </div>
          {children}
        </div>
      </AuthCard>
    </AuthPage>
  );
}
