import { AuthAlt, AuthCard } from "../app/auth-page.tsx";
import { waysOf } from "../attempts/ways.ts";
import { Button } from "../parts/button.tsx";
import { ResetLink } from "./reset-link.tsx";
import { ssoText } from "./sso-strings.ts";
import type { SignInCeremony } from "./use-sign-in.ts";

/** The provider named somebody whose account has a life of its own: its owner shows once that it is theirs. */
export function OwnProofStep({ ceremony }: { ceremony: SignInCeremony }) {
  const { attempt } = ceremony.state;
  const vouched = attempt?.vouched;
  if (!attempt || vouched === undefined) return null;
  const { connection, address } = vouched;
  const kinds = waysOf(attempt).map(({ kind }) => kind);
  const lead =
    address === null ? ssoText.ownProofLeadUnnamed(connection.name) : ssoText.ownProofLead(connection.name, address);
  return (
    <AuthCard title={ssoText.ownProofTitle} lead={lead} focusHeading>
      <div className="m-auth-form">
        {kinds.includes("password") && (
          <Button tone="primary" size="lg" block icon="lock" onClick={() => ceremony.choose("password")}>
            {ssoText.ownPassword}
          </Button>
        )}
        {kinds.includes("passkey") && (
          <Button size="lg" block icon="passkey" onClick={() => ceremony.choose("passkey")}>
            {ssoText.ownPasskey}
          </Button>
        )}
      </div>
      <AuthAlt>
        <ResetLink text={ssoText.ownProofHelp} />
      </AuthAlt>
    </AuthCard>
  );
}
