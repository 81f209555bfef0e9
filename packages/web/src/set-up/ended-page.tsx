import { useId, useState, type ReactNode } from "react";
import { AuthAlt, AuthCard, AuthPage } from "../app/auth-page.tsx";
import { Button } from "../parts/button.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { setUpText } from "./strings.ts";

const words = {
  /** It was followed, and doesn't open. */
  refused: { title: setUpText.endedTitle, lead: setUpText.endedLead },
  /** It was open here. */
  over: { title: setUpText.overTitle, lead: setUpText.overLead },
  none: { title: setUpText.noLinkTitle, lead: setUpText.noLinkLead },
};

/** A link that does nothing any more, or none at all: how one comes by another. */
export function EndedPage({ how }: { how: keyof typeof words }) {
  const [isAsking, setAsking] = useState(false);
  if (isAsking) return <AskPage onBack={() => setAsking(false)} />;
  return (
    <MessagePage {...words[how]}>
      <Button size="lg" tone="primary" onClick={() => setAsking(true)}>
        {setUpText.ask}
      </Button>
      <AuthAlt>{setUpText.endedHow}</AuthAlt>
    </MessagePage>
  );
}

/** Whoever made the link is known to nobody but who got it: the words go by their hand. */
function AskPage({ onBack }: { onBack: () => void }) {
  const id = useId();
  return (
    <MessagePage title={setUpText.askTitle} lead={setUpText.askLead}>
      <p className="m-portal-message" id={id} tabIndex={0} role="group" aria-label={setUpText.message}>
        {setUpText.askMessage}
      </p>
      <CopyButton text={setUpText.askMessage} thing={setUpText.message} label={setUpText.copyMessage} fallbackId={id} />
      <Button size="lg" tone="ghost" onClick={onBack}>
        {setUpText.back}
      </Button>
    </MessagePage>
  );
}

export function MessagePage({ title, lead, children }: { title: string; lead: string; children?: ReactNode }) {
  return (
    <AuthPage tab={setUpText.tab}>
      <AuthCard title={title} lead={lead} focusHeading key={title}>
        {children !== undefined && <div className="m-auth-form">{children}</div>}
      </AuthCard>
    </AuthPage>
  );
}
