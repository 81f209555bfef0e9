import { useSession } from "../app/queries.ts";
import { useSignOut } from "../app/use-sign-out.ts";
import { Button } from "../parts/button.tsx";
import { HeldBackPage } from "./held-back-page.tsx";
import { bindingText, provingText } from "./strings.ts";

/** Behind "Confirm it's you", when an organization asks for stronger proof: what there is after closing it. */
export function ProveFirst({ organization, page }: { organization: string; page: boolean }) {
  const { refetch, isFetching } = useSession();
  const signOut = useSignOut();
  return (
    <HeldBackPage
      tab={provingText.tab}
      title={provingText.title}
      lead={organization === "" ? provingText.leadUnknown : provingText.lead(organization)}
      page={page}
    >
      <div className="m-auth-form">
        <Button
          tone="primary"
          size="lg"
          block
          busy={isFetching && provingText.confirming}
          onClick={() => void refetch()}
        >
          {provingText.confirm}
        </Button>
        <Button block busy={signOut.isPending && bindingText.signingOut} onClick={() => signOut.mutate()}>
          {bindingText.signOut}
        </Button>
      </div>
    </HeldBackPage>
  );
}
