import { useState, type ReactNode } from "react";
import type { AddressOf } from "../../../server/src/addresses.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { explainInServersWords, requestIdOf, wasCancelled } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { list, plural } from "../parts/format.ts";
import { LoadError } from "../parts/load-error.tsx";
import { useToast } from "../parts/toast.tsx";
import { ChangeList, titlesOf, workspaceName } from "./change-list.tsx";
import { changedNames, countChanges, type Draft } from "./draft.ts";
import { namesPair, refusalOf } from "./pair.ts";
import { useEditor } from "./editor.ts";
import { Foreseen } from "./foreseen.tsx";
import { reviewText } from "./review-strings.ts";
import { useFreshPreviews } from "./use-fresh-previews.ts";
import { usePolicies } from "./use-policies.ts";
import { useSave } from "./use-save.ts";

interface ReviewDialogProps {
  home: AddressOf<"policies">;
  onSaved: () => void;
  isBlocked: boolean;
}

interface Reviewed {
  saved: Draft;
  draft: Draft;
}

/** Every change from what to what, and what it does to whom, before it is saved. */
export function ReviewDialog({ home, onSaved, isBlocked }: ReviewDialogProps) {
  const close = useCloseTo(home);
  const { loaded } = useEditor();
  const toast = useToast();
  const { reviewed, reviewAnew, current, others } = useReviewed();
  const { saved, draft } = reviewed;
  const previews = useFreshPreviews(reviewed, current.isFresh);
  const save = useSave(() => {
    close();
    onSaved();
    toast({ title: reviewText.saved, text: reviewText.savedText });
  });
  const [asked, setAsked] = useState<string[]>([]);
  const changes = countChanges(saved, draft);
  if (changes === 0 || isBlocked) return <NothingToReview onClose={close} />;
  const titles = titlesOf(reviewed, (id) => workspaceName(loaded, id));
  const done = asked.filter((title) => !titles.includes(title));
  const refused = previews.data?.flatMap((preview) => refusalOf(preview, reviewed) ?? [])[0];
  const isReady = previews.data !== undefined && refused === undefined;
  const run = () => {
    setAsked(titles);
    save.mutate(reviewed, { onError: reviewAnew });
  };
  return (
    <Dialog
      title={plural(changes, reviewText.title)}
      lead={
        changedNames(saved, reviewed.draft).length > 0
          ? plural(loaded.policies.members, reviewText.lead)
          : reviewText.leadPart
      }
      onClose={close}
      returnFocusTo={["review"]}
      foot={
        <>
          <Button onClick={close}>{reviewText.keepEditing}</Button>
          {isReady && (
            <Button tone="primary" data-autofocus busy={save.isPending && reviewText.saving} onClick={run}>
              {reviewText.save}
            </Button>
          )}
        </>
      }
    >
      <SaveTrouble error={save.error} done={done} />
      {others.length > 0 && (
        <Banner tone="warning" title={reviewText.othersTitle} alert>
          {reviewText.othersText(list(others))}
        </Banner>
      )}
      {refused !== undefined && save.error === null && <NotSaved>{refused.detail}</NotSaved>}
      <ChangeList {...reviewed} />
      {namesPair(saved, draft) && changes > 1 && <p className="m-small m-muted">{reviewText.pairFirst}</p>}
      {current.error === null ? <Foreseen previews={previews} reviewed={reviewed} /> : <NotCurrent {...current} />}
    </Dialog>
  );
}

/** The changes as they are reviewed: on what is saved now, not on what was when the page was opened. */
function useReviewed() {
  const { draft, loaded } = useEditor();
  const { data, isFetching, error, refetch } = usePolicies({ anew: true });
  const [before] = useState(loaded.saved);
  // What is reviewed stays on the dialog while the page beneath is saved and loaded anew.
  const [held, setHeld] = useState<Reviewed | null>(null);
  // What is drawn beneath follows what was loaded a little later, and the draft with it.
  const isFresh = !isFetching && error === null && data === loaded;
  if (held === null && isFresh) setHeld({ saved: loaded.saved, draft });
  const reviewed = held ?? { saved: loaded.saved, draft };
  const nameOf = (id: string) => workspaceName(loaded, id);
  const mine = new Set(titlesOf(reviewed, nameOf));
  const others = titlesOf({ saved: before, draft: reviewed.saved }, nameOf).filter((title) => mine.has(title));
  const current = { isFresh: held !== null, error: held === null ? error : null, refetch };
  return { reviewed, reviewAnew: () => setHeld(null), current, others };
}

function NotCurrent({ error, refetch }: { error: Error | null; refetch: () => unknown }) {
  return (
    <LoadError title={reviewText.failed} requestId={requestIdOf(error)} onRetry={() => void refetch()}>
      {explainInServersWords(error)}
    </LoadError>
  );
}

function SaveTrouble({ error, done }: { error: Error | null; done: string[] }) {
  if (error === null || wasCancelled(error)) return null;
  return (
    <NotSaved>
      {explainInServersWords(error)} {done.length > 0 && reviewText.partly(list(done))}
    </NotSaved>
  );
}

function NotSaved({ children }: { children: ReactNode }) {
  return (
    <Banner tone="danger" icon="ban" title={reviewText.refusedTitle} alert>
      {children}
    </Banner>
  );
}

function NothingToReview({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title={reviewText.nothingTitle}
      lead={reviewText.nothingLead}
      size="sm"
      onClose={onClose}
      foot={
        <Button data-autofocus onClick={onClose}>
          {reviewText.keepEditing}
        </Button>
      }
    />
  );
}
