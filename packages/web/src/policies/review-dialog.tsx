import { problemOf } from "@mortise/sdk";
import { useState } from "react";
import { useCloseTo } from "../app/dialog-route.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { plural } from "../parts/format.ts";
import { useToast } from "../parts/toast.tsx";
import { ChangeList } from "./change-list.tsx";
import { changedNames, changedWorkspaces, countChanges } from "./draft.ts";
import { useEditor } from "./editor.ts";
import { Foreseen } from "./foreseen.tsx";
import { reviewText } from "./review-strings.ts";
import { useFreshPreviews } from "./use-fresh-previews.ts";
import { useSave } from "./use-save.ts";

interface ReviewDialogProps {
  home: string;
  onSaved: () => void;
  isBlocked: boolean;
}

/** Every change from what to what, and what it does to whom, before it is saved. */
export function ReviewDialog({ home, onSaved, isBlocked }: ReviewDialogProps) {
  const close = useCloseTo(home);
  const { draft, loaded } = useEditor();
  const toast = useToast();
  // What is reviewed stays on the dialog while the page beneath is saved and loaded anew.
  const [reviewed] = useState({ saved: loaded.saved, draft });
  const { saved } = reviewed;
  const previews = useFreshPreviews(reviewed);
  const save = useSave(() => {
    close();
    onSaved();
    toast({ title: reviewText.saved, text: reviewText.savedText });
  });
  const changes = countChanges(saved, reviewed.draft);
  if (changes === 0 || isBlocked) return <NothingToReview onClose={close} />;
  const refused = previews.data?.find((preview) => preview.refused !== undefined)?.refused;
  const isReady = previews.data !== undefined && refused === undefined;
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
            <Button
              tone="primary"
              data-autofocus
              busy={save.isPending && reviewText.saving}
              onClick={() => save.mutate(reviewed)}
            >
              {reviewText.save}
            </Button>
          )}
        </>
      }
    >
      <SaveTrouble error={save.error} partly={changes > 1 && changedWorkspaces(saved, reviewed.draft).length > 0} />
      {refused !== undefined && (
        <Banner tone="danger" icon="ban" title={reviewText.refusedTitle} alert>
          {refused.detail}
        </Banner>
      )}
      <ChangeList {...reviewed} />
      <Foreseen previews={previews} />
    </Dialog>
  );
}

function SaveTrouble({ error, partly }: { error: Error | null; partly: boolean }) {
  if (error === null || wasCancelled(error)) return null;
  const problem = problemOf(error);
  const words = problem?.slug === "not-allowed" ? (problem.detail ?? explain(error)) : explain(error);
  return (
    <Banner tone="danger" icon="ban" title={reviewText.refusedTitle} alert>
      {words} {partly && reviewText.partly}
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
