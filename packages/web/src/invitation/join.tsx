import { isProblem } from "@mortise/sdk";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSearch } from "wouter";
import { useNavigate } from "../parts/navigation.ts";
import type { InvitationLook } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { navOf } from "../app/organization-pages.ts";
import { organizationsQuery } from "../app/organization-queries.ts";
import { useCurrentSession } from "../app/current-session.ts";
import { explainInServersWords } from "../app/trouble.ts";
import { useDeployment } from "../app/deployment.tsx";
import { useGoTo } from "../app/go-to.ts";
import { returnWish } from "../app/return-to.ts";
import { useSignOut } from "../app/use-sign-out.ts";
import { Banner } from "../parts/banner.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { useToast } from "../parts/toast.tsx";
import { Offer } from "./offer.tsx";
import { invitationText } from "./strings.ts";
import { useJoin } from "./use-invitation.ts";

interface JoinProps {
  look: InvitationLook;
  token: string;
  /** In its place, once the link turns out to be used, taken back or expired. */
  dead: ReactNode;
}

/** For whoever is signed in: to join, or to sign out when it is another who is invited. */
export function Join({ look, token, dead }: JoinProps) {
  const { account } = useCurrentSession();
  const goOn = useGoOn();
  const join = useJoin(token, look.organization.name, goOn);
  if (isProblem(join.error, "link-invalid")) return dead;
  const isOther = account.email.toLowerCase() !== look.email.toLowerCase();
  if (isOther || (isProblem(join.error, "not-allowed") && join.error.members.reason === "other-address")) {
    return (
      <Offer look={look} above={<OtherAddressBanner invited={look.email} mine={account.email} />}>
        <OtherAddress />
      </Offer>
    );
  }
  const email = <span className="m-ltr">{account.email}</span>;
  return (
    <Offer look={look}>
      {join.error !== null && (
        <Banner tone="warning" alert>
          {explainInServersWords(join.error)}
        </Banner>
      )}
      <Button
        tone="primary"
        size="lg"
        block
        busy={(join.isPending || join.isSuccess) && invitationText.joining}
        onClick={() => join.mutate()}
      >
        {invitationText.join(look.organization.name)}
      </Button>
      <ButtonLink href="/security" size="lg" block>
        {invitationText.notNow}
      </ButtonLink>
      <p className="m-small m-muted">
        <Sentence text={invitationText.as} slots={{ email }} />
      </p>
    </Offer>
  );
}

/** Where the invitation leads; else to the first page there that the new role opens; where it opens none, to one's own. */
function useGoOn() {
  const client = useClient();
  const queries = useQueryClient();
  const toast = useToast();
  const navigate = useNavigate();
  const goTo = useGoTo();
  const { returnOrigins } = useDeployment();
  const wish = returnWish(useSearch(), location.origin, returnOrigins);
  return async ({ id, name }: { id: string; name: string }) => {
    if (wish !== undefined) {
      goTo(wish);
      return;
    }
    const { items } = await queries.query({ ...organizationsQuery(client), staleTime: 0 });
    const joined = items.find((each) => each.id === id);
    navigate((joined && navOf(joined)[0]?.href) ?? "/security", { replace: true });
    toast({ title: invitationText.joined(name) });
  };
}

function OtherAddressBanner({ invited, mine }: { invited: string; mine: string }) {
  const address = (email: string) => <span className="m-strong m-ltr">{email}</span>;
  return (
    <Banner tone="warning" title={invitationText.otherTitle}>
      <Sentence text={invitationText.otherText} slots={{ invited: address(invited), mine: address(mine) }} />
    </Banner>
  );
}

function OtherAddress() {
  const signOut = useSignOut({ stay: true });
  return (
    <>
      <Button
        tone="primary"
        size="lg"
        block
        busy={signOut.isPending && invitationText.signingOut}
        onClick={() => signOut.mutate()}
      >
        {invitationText.signOut}
      </Button>
      <ButtonLink href="/security" size="lg" block>
        {invitationText.notNow}
      </ButtonLink>
    </>
  );
}
