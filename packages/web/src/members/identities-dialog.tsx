import { answerOf } from "@mortise/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AddressOf } from "../../../server/src/addresses.ts";
import type { Identity, Mortise } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { useMay, useOrganization } from "../app/organization-gate.tsx";
import { QueryView } from "../app/query-view.tsx";
import { Refused } from "../app/refused.tsx";
import { useChange } from "../app/use-change.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Ago } from "../parts/clock.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { day } from "../parts/format.ts";
import { Sentence } from "../parts/sentence.tsx";
import { identitiesText } from "./identities-strings.ts";
import { menuIdOf } from "./members-table.tsx";
import { useMember } from "./use-members.ts";

const identitiesOf = (client: Mortise, org: string, account: string) =>
  answerOf(client.GET("/v1/organizations/{org}/members/{account}/identities", { params: { path: { org, account } } }));

interface IdentitiesDialogProps {
  account: string;
  home: AddressOf<"members">;
}

/** What a member is known by at the organization's identity providers. */
export function IdentitiesDialog({ account, home }: IdentitiesDialogProps) {
  const close = useCloseTo(home);
  const client = useClient();
  const { id: org } = useOrganization();
  const { data: member } = useMember(account);
  const identities = useQuery({
    queryKey: ["member-identities", org, account],
    queryFn: () => identitiesOf(client, org, account),
  });
  const [otherWayIn, setOtherWayIn] = useState<boolean | null>(null);
  const { loading, loadFailed } = identitiesText;
  return (
    <Dialog
      title={identitiesText.title(member?.account.name ?? "")}
      lead={identitiesText.lead}
      size="sm"
      onClose={close}
      returnFocusTo={[menuIdOf(account), "members-list"]}
      foot={<Button onClick={close}>{identitiesText.close}</Button>}
    >
      {otherWayIn !== null && (
        <Banner tone={otherWayIn ? "success" : "warning"} title={identitiesText.unlinked} alert>
          {otherWayIn ? identitiesText.otherWay : identitiesText.noOtherWay}
        </Banner>
      )}
      <QueryView query={identities} loading={loading} failed={loadFailed}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="m-muted">{identitiesText.none}</p>
          ) : (
            <ul className="m-stack">
              {items.map((identity) => (
                <One key={identity.id} identity={identity} account={account} onUnlinked={setOtherWayIn} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Dialog>
  );
}

interface OneProps {
  identity: Identity;
  account: string;
  onUnlinked: (otherWayIn: boolean) => void;
}

function One({ identity, account, onUnlinked }: OneProps) {
  const { connection } = identity;
  const may = useMay("manage-sso");
  const [isAsked, setAsked] = useState(false);
  const unlink = useUnlink(identity.id, account, onUnlinked);
  return (
    <li className="m-stack-2">
      <div>
        <p className="m-strong">
          <bdi>{connection.name}</bdi>
        </p>
        <IdentityFacts identity={identity} />
      </div>
      <Refused error={unlink.error} />
      {may && !isAsked && (
        <div>
          <Button
            size="sm"
            tone="danger-quiet"
            aria-label={identitiesText.unlinkNamed(connection.name)}
            onClick={() => setAsked(true)}
          >
            {identitiesText.unlink}
          </Button>
        </div>
      )}
      {isAsked && (
        <>
          <p className="m-small">{identitiesText.sure}</p>
          <div className="m-cluster">
            <Button size="sm" autoFocus onClick={() => setAsked(false)}>
              {identitiesText.keep}
            </Button>
            <Button
              size="sm"
              tone="danger"
              busy={unlink.isPending && identitiesText.unlinking}
              onClick={() => unlink.mutate()}
            >
              {identitiesText.confirm}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}

function useUnlink(id: string, account: string, onUnlinked: (otherWayIn: boolean) => void) {
  const queries = useQueryClient();
  const { id: org } = useOrganization();
  const params = { path: { org, account, id } };
  return useChange({
    change: (client) =>
      answerOf(client.DELETE("/v1/organizations/{org}/members/{account}/identities/{id}", { params })),
    happened: async (client) => (await identitiesOf(client, org, account)).items.every((each) => each.id !== id),
    onSuccess: async ({ otherWayIn }) => {
      onUnlinked(otherWayIn);
      await queries.invalidateQueries({ queryKey: ["member-identities", org, account] });
    },
  });
}

/** Since when somebody is known there, and by what. */
export function IdentityFacts({ identity: { address, subject, linkedAt, lastUsedAt } }: { identity: Identity }) {
  return (
    <p className="m-small m-muted">
      <bdi>{identitiesText.facts(address ?? subject, day(linkedAt))}</bdi>{" "}
      {lastUsedAt === null ? (
        identitiesText.neverUsed
      ) : (
        <Sentence text={identitiesText.used} slots={{ ago: <Ago at={lastUsedAt} /> }} />
      )}
    </p>
  );
}
