import type { ReactNode } from "react";
import { At } from "../parts/at.tsx";
import type { Account } from "../app/api-types.ts";
import { useAccount, useAuthenticators } from "../app/queries.ts";
import { QueryView } from "../app/query-view.tsx";
import { ButtonLink, ShortLabel } from "../parts/button.tsx";
import { Card, Row } from "../parts/card.tsx";
import { day } from "../parts/format.ts";
import { Section } from "../parts/page.tsx";
import { usePasskeyTruth } from "../passkeys/use-passkey-truth.ts";
import { ChangeEmailDialog } from "./change-email-dialog.tsx";
import { ChangeNameDialog } from "./change-name-dialog.tsx";
import { DeleteAccountDialog } from "./delete-account-dialog.tsx";
import { PendingEmail } from "./pending-email.tsx";
import { accountText } from "./strings.ts";

/** The account's name and address, and its end; what the hosted pages have besides stands between. */
export function AccountPanel({ children }: { children?: ReactNode }) {
  return (
    <QueryView query={useAccount()} loading={accountText.loading} rows={3} failed={accountText.loadFailed} carded>
      {(account) => <Loaded account={account}>{children}</Loaded>}
    </QueryView>
  );
}

function Loaded({ account, children }: { account: Account; children: ReactNode }) {
  usePasskeyTruth(account, useAuthenticators().data);
  return (
    <>
      {account.pendingEmail !== null && <PendingEmail email={account.pendingEmail} current={account.email} />}
      <Details account={account} />
      {children}
      <Section title={accountText.deleteSection}>
        <Card>
          <Row
            icon="trash"
            title={accountText.deleteTitle}
            meta={accountText.deleteMeta}
            actions={
              <ButtonLink id="delete-account" href="/account/delete" size="sm" tone="danger-quiet" opensDialog>
                <ShortLabel verb={accountText.delete} object={accountText.deleteObject} />
              </ButtonLink>
            }
          />
        </Card>
      </Section>
      <At address="/account/name">
        <ChangeNameDialog name={account.name} />
      </At>
      <At address="/account/email">
        <ChangeEmailDialog email={account.email} />
      </At>
      <At address="/account/delete">
        <DeleteAccountDialog email={account.email} />
      </At>
    </>
  );
}

function Details({ account }: { account: Account }) {
  return (
    <Section title={accountText.details}>
      <Card>
        <Row
          icon="person"
          title={accountText.name}
          meta={<span dir="auto">{account.name}</span>}
          actions={
            <ButtonLink id="change-name" href="/account/name" size="sm" opensDialog>
              <ShortLabel verb={accountText.change} object={accountText.changeName} />
            </ButtonLink>
          }
        />
        <Row
          icon="mail"
          title={accountText.email}
          meta={<span className="m-ltr">{account.email}</span>}
          actions={
            <ButtonLink id="change-email" href="/account/email" size="sm" opensDialog>
              <ShortLabel verb={accountText.change} object={accountText.changeEmail} />
            </ButtonLink>
          }
        />
        <Row icon="clock" title={accountText.createdTitle} meta={day(account.createdAt)} />
      </Card>
    </Section>
  );
}
