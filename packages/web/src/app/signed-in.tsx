import { useEffect, useState, type ReactNode } from "react";
import { useHere } from "../parts/navigation.ts";
import { BindFirst } from "../binding/bind-first.tsx";
import { ProveFirst } from "../binding/prove-first.tsx";
import type { BindingRequired } from "./api-types.ts";
import { WaitingPage } from "./auth-page.tsx";
import { SessionContext } from "./current-session.ts";
import { useIsFirst } from "./first-of-many.ts";
import { useSession } from "./queries.ts";
import { SessionEndingNotice } from "./session-ending-notice.tsx";
import { QueryView } from "./query-view.tsx";
import { appText } from "./strings.ts";

interface SignedInProps {
  /** In place of the page while nobody is signed in. */
  otherwise: ReactNode;
  /** What stands in place of the page is a page of its own, not a part of a host's. */
  page?: boolean;
  children: ReactNode;
}

export function SignedIn({ otherwise, page = false, children }: SignedInProps) {
  const { data, error, refetch } = useSession();
  const location = useHere();
  // Recovery codes that come with the first binding are shown once, so the page stays until they are saved.
  const [binding, setBinding] = useState<BindingRequired | null>(null);
  const mustBind = data && "mustBind" in data ? data.mustBind : null;
  if (mustBind !== null && binding !== mustBind) setBinding(mustBind);
  const heldBack = binding !== null || (data != null && "mustProve" in data);
  // A host's page may show several panels: one of them asks, the others wait.
  const asks = useIsFirst(heldBack) || page;
  if (binding !== null && mustBind === null && !asks) setBinding(null);
  // Asked again on every page and dialog, so a session ended elsewhere is noticed there.
  useEffect(() => void refetch(), [location, refetch]);
  if (data === null) return otherwise;
  if (data !== undefined) {
    if (heldBack && !asks) return null;
    if (binding !== null)
      return <BindFirst required={binding} isMet={mustBind === null} page={page} onDone={() => setBinding(null)} />;
    if ("mustProve" in data) return <ProveFirst organization={data.mustProve} page={page} />;
    if (!("mustBind" in data))
      return (
        // What somebody began is not another person's to finish.
        <SessionContext key={data.account.id} value={data}>
          {children}
          <SessionEndingNotice session={data} />
        </SessionContext>
      );
  }
  const waiting = <QueryView query={{ data: undefined, error, refetch }} rows={3} failed={appText.startFailed} />;
  return page ? <WaitingPage>{waiting}</WaitingPage> : waiting;
}
