import { answerOf } from "@mortise/sdk";
import { useEffect } from "react";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useRefreshAccount } from "../app/queries.ts";
import { wasCancelled } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { useToast } from "../parts/toast.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { CodesDialog } from "../recovery-codes/codes-dialog.tsx";
import { beginPasskey, completePasskey } from "./bind-passkey.ts";
import { abandonCeremony } from "./ceremony.ts";
import { freshName } from "./fresh-name.ts";
import { offerText, passkeyText } from "./strings.ts";
import { explainMaking } from "./use-add-passkey.ts";
import { useAsking } from "../app/use-change.ts";

interface PasskeyOfferProps {
  email: string;
  onDone: () => void;
}

/** Once after a sign-in, quietly: a passkey for next time, or not now. */
export function PasskeyOffer({ email, onDone }: PasskeyOfferProps) {
  const add = useAdd(onDone);
  const decline = useDecline(onDone);
  useEffect(() => abandonCeremony, []);
  const trouble = add.error === null || wasCancelled(add.error) ? undefined : explainMaking(add.error);
  const codes = add.data?.recoveryCodes;
  return (
    <AuthPage tab={offerText.tab}>
      <AuthCard title={offerText.title} lead={offerText.lead} focusHeading>
        <div className="m-auth-form">
          {trouble !== undefined && (
            <Banner tone="warning" icon="info" compact alert>
              {trouble}
            </Banner>
          )}
          {add.isPending ? (
            <Waiting words={passkeyText.followPrompt} />
          ) : (
            <Button tone="primary" size="lg" block icon="passkey" onClick={() => add.mutate()}>
              {offerText.add}
            </Button>
          )}
          <Button size="lg" block busy={decline.isPending && offerText.notNow} onClick={() => decline.mutate()}>
            {offerText.notNow}
          </Button>
        </div>
        <AuthAlt>{offerText.hint}</AuthAlt>
      </AuthCard>
      {codes !== undefined && <CodesDialog codes={codes} email={email} first onDone={onDone} returnFocusTo={[]} />}
    </AuthPage>
  );
}

function useAdd(onDone: () => void) {
  const refresh = useRefreshAccount();
  const toast = useToast();
  return useAsking({
    change: async (client) => completePasskey(client, await beginPasskey(client, {}), await freshName(client)),
    onSuccess: async ({ authenticator, recoveryCodes }) => {
      await refresh();
      toast({ title: offerText.added(authenticator.name), text: offerText.addedText });
      // Recovery codes are seen first; the codes' own button leads on.
      if (recoveryCodes === undefined) onDone();
    },
  });
}

function useDecline(onDone: () => void) {
  return useAsking({
    change: (client) => answerOf(client.POST("/v1/account/passkey-offer/decline", { body: {} })),
    // Whether it was noted or not, the person wants to go on.
    onSettled: onDone,
  });
}
