import { useEffect, useState } from "react";
import { Router } from "wouter";
import { At } from "../parts/at.tsx";
import { useHere } from "../parts/navigation.ts";
import { memoryLocation } from "wouter/memory-location";
import { placesAt } from "../../../server/src/addresses.ts";
import type { Account, Authenticators, BindingRequired } from "../app/api-types.ts";
import { useAccount, useAuthenticators } from "../app/queries.ts";
import { useSignOut } from "../app/use-sign-out.ts";
import { AuthAlt } from "../app/auth-page.tsx";
import { both, QueryView } from "../app/query-view.tsx";
import { Button } from "../parts/button.tsx";
import { plural } from "../parts/format.ts";
import { ReplaceCodesDialog } from "../recovery-codes/replace-codes-dialog.tsx";
import { AddingDialogs } from "../security/adding-dialogs.tsx";
import { HeldBackPage } from "./held-back-page.tsx";
import { KindChoices } from "./kind-choices.tsx";
import { bindingText } from "./strings.ts";

interface BindFirstProps {
  required: BindingRequired;
  /** What was asked for is there now. */
  isMet: boolean;
  page: boolean;
  /** The person may go on where they were. */
  onDone: () => void;
}

/** All a person can do who lacks what an organization asks for: set it up, or sign out. */
export function BindFirst(props: BindFirstProps) {
  const signOut = useSignOut();
  // The dialogs have addresses of their own; the page's stays what it was, to go on there.
  const [memory] = useState(() => memoryLocation({ path: "/security" }));
  const { required, from } = { ...props.required };
  const keyOnly = required === "phishing-resistant";
  const { name } = from.organization;
  return (
    <HeldBackPage
      tab={bindingText.tab}
      title={keyOnly ? bindingText.titleKey : bindingText.titleFactor}
      lead={keyOnly ? bindingText.leadKey(name) : bindingText.leadFactor(name)}
      page={props.page}
    >
      <div className="m-auth-form">
        <Router hook={memory.hook}>
          <WaysToBind {...props} />
        </Router>
        <Button block busy={signOut.isPending && bindingText.signingOut} onClick={() => signOut.mutate()}>
          {bindingText.signOut}
        </Button>
      </div>
      <AuthAlt>{bindingText.after}</AuthAlt>
    </HeldBackPage>
  );
}

function WaysToBind({ required, isMet, onDone }: BindFirstProps) {
  const account = useAccount();
  const authenticators = useAuthenticators();
  const location = useHere();
  const isDone = isMet && placesAt("/security", location) !== undefined;
  useEffect(() => {
    if (isDone) onDone();
    // Only that it is done is of interest, not who listens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isDone]);
  return (
    <QueryView query={both(account, authenticators)} failed={bindingText.loadFailed} heading="h2">
      {([mine, bound]) => (
        <>
          <KindChoices kinds={required.kinds} />
          <CodesLeft authenticators={bound} />
          <Dialogs account={mine} authenticators={bound} />
        </>
      )}
    </QueryView>
  );
}

function CodesLeft({ authenticators: { recoveryCodes } }: { authenticators: Authenticators }) {
  if (recoveryCodes === null) return null;
  return <p className="m-small m-muted">{plural(recoveryCodes.remaining, bindingText.codes)}</p>;
}

function Dialogs({ account: { email }, authenticators }: { account: Account; authenticators: Authenticators }) {
  // What there was before stays with the dialog that adds to it.
  const [before] = useState(authenticators);
  return (
    <>
      <AddingDialogs email={email} authenticators={before} />
      <At address="/security/recovery-codes">
        <ReplaceCodesDialog email={email} current={authenticators.recoveryCodes} />
      </At>
    </>
  );
}
