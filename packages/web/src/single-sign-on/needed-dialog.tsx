import { isProblem } from "@mortise/sdk";
import { useCloseTo } from "../app/dialog-route.ts";
import { Button } from "../parts/button.tsx";
import { Dialog, Effects } from "../parts/dialog.tsx";
import { Link } from "../parts/link.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { safetyText } from "./safety-strings.ts";
import { usePoliciesAt } from "./use-requirement.ts";
import { useHome } from "./use-connections.ts";

interface NeededDialogProps {
  name: string;
  lead: string;
  /** Another may take its place. */
  isReplaceable?: boolean;
  returnFocusTo: string[];
}

/** In place of a question: why something can't be taken away, and what comes first. */
export function NeededDialog({ name, lead, isReplaceable = false, returnFocusTo }: NeededDialogProps) {
  const close = useCloseTo(useHome());
  const policies = usePoliciesAt("single-sign-on");
  const link = <Link href={policies}>{safetyText.policiesLink}</Link>;
  return (
    <Dialog
      alert
      size="sm"
      title={safetyText.needed(name)}
      lead={lead}
      onClose={close}
      returnFocusTo={returnFocusTo}
      foot={
        <Button data-autofocus onClick={close}>
          {safetyText.close}
        </Button>
      }
    >
      <Effects
        items={[
          { icon: "sign-in", text: <Sentence text={safetyText.stopFirst} slots={{ policies: link }} /> },
          ...(isReplaceable ? [{ icon: "building", text: safetyText.anotherFirst } as const] : []),
        ]}
      />
    </Dialog>
  );
}

/** Whether the server kept something because people sign in by it. */
export const wouldStrand = (error: Error | null): boolean => isProblem(error, "would-strand");
