import { Suspense, useEffect } from "react";
import type { AddressOf } from "../../../server/src/addresses.ts";
import { CrashGuard, type FailureFrameProps } from "../app/crash-guard.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { fetchedPage } from "../app/fetched-page.ts";
import { addressOf } from "../../../server/src/addresses.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { Dialog } from "../parts/dialog.tsx";

interface ReviewProps {
  home: AddressOf<"policies">;
  onSaved: () => void;
  isBlocked: boolean;
}

const load = () => import("./review-dialog.tsx");
const Review = fetchedPage<ReviewProps>(async () => (await load()).ReviewDialog);

/** The review, whose code comes once there is something to review. What is unsaved stays, whatever becomes of it. */
export function FetchedReview(props: ReviewProps) {
  return (
    <CrashGuard frame={NotThere}>
      <Suspense fallback={null}>
        <Review {...props} />
      </Suspense>
    </CrashGuard>
  );
}

/** Has the code of the review come before it is asked for. */
export function useReviewAhead(): void {
  useEffect(() => void load().catch(() => undefined), []);
}

function NotThere({ title, text, action }: FailureFrameProps) {
  const { id } = useOrganization();
  const close = useCloseTo(addressOf("policies", { organization: id }));
  return <Dialog title={title} lead={text} onClose={close} returnFocusTo={["review"]} foot={action} alert />;
}
