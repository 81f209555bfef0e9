import { explain, wasCancelled } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { useToast } from "../parts/toast.tsx";
import { accountText } from "./strings.ts";
import { useChangeEmail } from "./use-change-email.ts";

export function PendingEmail({ email, current }: { email: string; current: string }) {
  const change = useChangeEmail();
  const toast = useToast();
  const sendAgain = () =>
    change.mutate(email, {
      onSuccess: () => toast({ title: accountText.sentAgain(email) }),
      onError: (error) => {
        if (!wasCancelled(error)) toast({ tone: "failed", title: accountText.sendFailed, text: explain(error) });
      },
    });
  return (
    <div className="m-page-banner">
      <Banner
        tone="warning"
        icon="mail"
        title={accountText.pendingTitle}
        actions={
          <Button size="sm" busy={change.isPending && accountText.sending} onClick={sendAgain}>
            {accountText.sendAgain}
          </Button>
        }
      >
        {accountText.pendingText(email, current)}
      </Banner>
    </div>
  );
}
