import type { AddressOf } from "../../../server/src/addresses.ts";
import type { InvitationItem } from "../app/api-types.ts";
import { LoadMore } from "../app/load-more.tsx";
import { useOrganization } from "../app/organization-gate.tsx";
import { listed, QueryView } from "../app/query-view.tsx";
import { explainInServersWords, wasCancelled } from "../app/trouble.ts";
import { Status } from "../parts/badge.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { useNow } from "../parts/clock.tsx";
import { Empty } from "../parts/empty.tsx";
import { dayAndTime } from "../parts/format.ts";
import { Section } from "../parts/page.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { Cell, CellSub, Table } from "../parts/table.tsx";
import { useToast } from "../parts/toast.tsx";
import { invitationsText } from "./invitation-strings.ts";
import { rolesToGive } from "./member-acts.ts";
import { roleText } from "./strings.ts";
import { useInvitations, useInvite } from "./use-invitations.ts";

/** Who was invited and has not answered yet. */
export function InvitationsSection({ home }: { home: AddressOf<"members"> }) {
  return (
    <Section title={invitationsText.title} headingId="invitations-list" lead={invitationsText.lead}>
      <Card>
        <Invitations home={home} />
      </Card>
    </Section>
  );
}

function Invitations({ home }: { home: AddressOf<"members"> }) {
  const invitations = useInvitations();
  return (
    <QueryView query={listed(invitations)} loading={invitationsText.loading} failed={invitationsText.loadFailed}>
      {(items) =>
        items.length === 0 ? (
          <Empty icon="mail" title={invitationsText.noneTitle}>
            {invitationsText.noneText}
          </Empty>
        ) : (
          <>
            <InvitationsTable items={items} home={home} />
            <LoadMore list={invitations} failed={invitationsText.moreFailed} />
          </>
        )
      }
    </QueryView>
  );
}

function InvitationsTable({ items, home }: { items: InvitationItem[]; home: AddressOf<"members"> }) {
  const columns = [
    invitationsText.address,
    invitationsText.role,
    invitationsText.invitedBy,
    invitationsText.until,
    <span key="actions" className="m-sr">
      {invitationsText.actions}
    </span>,
  ];
  return (
    <Table caption={invitationsText.caption} columns={columns}>
      {items.map((invitation) => (
        <InvitationRow key={invitation.id} invitation={invitation} home={home} />
      ))}
    </Table>
  );
}

function InvitationRow({ invitation, home }: { invitation: InvitationItem; home: AddressOf<"members"> }) {
  const { id, email, role, invitedBy, expiresAt, status } = invitation;
  const now = useNow(60_000);
  const waiting = status === "waiting";
  const date = <time dateTime={expiresAt}>{dayAndTime(expiresAt, now)}</time>;
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <span className="m-ltr">{email}</span>
      </th>
      <Cell label={invitationsText.role}>{roleText[role]}</Cell>
      <Cell label={invitationsText.invitedBy}>
        {invitedBy === null ? invitationsText.nobody : <bdi>{invitedBy.name}</bdi>}
      </Cell>
      <Cell label={invitationsText.until}>
        <Status tone={waiting ? "success" : "warning"}>{invitationsText[status]}</Status>
        <CellSub>
          {status === "voided" ? (
            invitationsText.voidedWhy
          ) : (
            <Sentence text={waiting ? invitationsText.untilDate : invitationsText.sinceDate} slots={{ date }} />
          )}
        </CellSub>
      </Cell>
      <td role="cell" className="m-cell-actions">
        <div className="m-cluster">
          <Again invitation={invitation} />
          <ButtonLink id={`take-back-${id}`} href={`${home}/invitations/${id}/take-back`} size="sm" opensDialog>
            <span aria-hidden="true">{invitationsText.takeBack}</span>
            <span className="m-sr">{invitationsText.takeBackNamed(email)}</span>
          </ButtonLink>
        </div>
      </td>
    </tr>
  );
}

/** Another link to the same address; the earlier one stops working. */
function Again({ invitation: { email, role } }: { invitation: InvitationItem }) {
  const { role: mine } = useOrganization();
  const toast = useToast();
  // Its row is gone with the earlier link: what is focused is not.
  const invite = useInvite(() => document.getElementById("invitations-list")?.focus());
  if (!rolesToGive(mine).includes(role)) return null;
  const again = () =>
    invite.mutate(
      { email, role },
      {
        onError: (error) => {
          if (!wasCancelled(error))
            toast({ tone: "failed", title: invitationsText.againFailed, text: explainInServersWords(error) });
        },
      },
    );
  return (
    <Button
      size="sm"
      aria-label={invite.isPending ? undefined : invitationsText.againNamed(email)}
      busy={invite.isPending && invitationsText.inviting}
      onClick={again}
    >
      {invitationsText.again}
    </Button>
  );
}
