import { useState } from "react";
import { useDeployment } from "../app/deployment.tsx";
import { useAccount } from "../app/queries.ts";
import { useCurrentSession } from "../app/current-session.ts";
import { appText } from "../app/strings.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Card, Row } from "../parts/card.tsx";
import { useNow } from "../parts/clock.tsx";
import { day, relative } from "../parts/format.ts";
import { Page, Section } from "../parts/page.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";
import { flaggedHere, trustText } from "./strings.ts";
import { useSignOut } from "../app/use-sign-out.ts";

/** What a flagged session shows in place of every page: why, the two ways on, and the account it may still read. */
export function FlaggedPage() {
  const { productName } = useDeployment();
  return (
    <Page title={trustText.title} lead={trustText.lead} tab={appText.tab(trustText.tab, productName)}>
      <FlaggedNotice />
      <OwnAccount />
    </Page>
  );
}

/** Why this session is on hold, and what to do. */
export function FlaggedNotice() {
  const { flaggedReason, flaggedAt, acceptable } = useCurrentSession();
  const now = useNow(60_000);
  const signOut = useSignOut();
  const nothing = acceptable?.length === 0;
  const [restoring, setRestoring] = useState(false);
  const why = flaggedReason === undefined ? trustText.unknown : flaggedHere[flaggedReason];
  return (
    <div className="m-page-banner m-stack-2">
      <Banner
        tone="warning"
        title={why}
        alert
        actions={
          <>
            {!nothing && (
              <Button id="restore-trust" tone="primary" size="sm" onClick={() => setRestoring(true)}>
                {trustText.restore}
              </Button>
            )}
            <Button size="sm" busy={signOut.isPending && trustText.signingOut} onClick={() => signOut.mutate()}>
              {trustText.signOut}
            </Button>
          </>
        }
      >
        {typeof flaggedAt === "string" && trustText.since(relative(flaggedAt, now))}
      </Banner>
      {nothing && <p>{trustText.nothing}</p>}
      <p className="m-small m-muted">{trustText.notYou}</p>
      {restoring && <RestoreDialog why={why} onClose={() => setRestoring(false)} onSignOut={() => signOut.mutate()} />}
    </div>
  );
}

function OwnAccount() {
  const account = useAccount().data;
  if (account === undefined) return null;
  return (
    <Section title={trustText.yourAccount}>
      <Card>
        <Row icon="person" title={trustText.name} meta={<span dir="auto">{account.name}</span>} />
        <Row icon="mail" title={trustText.email} meta={<span className="m-ltr">{account.email}</span>} />
        <Row icon="clock" title={trustText.created} meta={day(account.createdAt)} />
      </Card>
    </Section>
  );
}
