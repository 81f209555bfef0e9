import type { ProblemMembers } from "@mortise/sdk";
import type { Authenticator } from "../app/api-types.ts";
import { Button } from "../parts/button.tsx";
import { Choice, Choices } from "../parts/choices.tsx";
import { Dialog, Subject } from "../parts/dialog.tsx";
import type { IconName } from "../parts/icon.tsx";
import { partsText } from "../parts/strings.ts";
import { knowsPasskeys } from "../passkeys/capabilities.ts";
import { iconOf } from "./kinds.ts";
import { removeText } from "./strings.ts";

type First = "passkey" | "password" | "totp";

const firsts: Record<First, { icon: IconName; title: string; meta: string; href: string }> = {
  passkey: {
    icon: "passkey",
    title: removeText.addPasskey,
    meta: removeText.addPasskeyMeta,
    href: "/security/passkeys/new",
  },
  password: {
    icon: "lock",
    title: removeText.addPassword,
    meta: removeText.addPasswordMeta,
    href: "/security/password",
  },
  totp: {
    icon: "phone",
    title: removeText.addAnother,
    meta: removeText.addAnotherMeta,
    href: "/security/authenticators/new",
  },
};

/** What to add before something can go. */
export function AddFirst({ ways }: { ways: First[] }) {
  return (
    <Choices>
      {ways
        .filter((way) => way !== "passkey" || knowsPasskeys())
        .map((way) => (
          <Choice key={way} {...firsts[way]} />
        ))}
    </Choices>
  );
}

/** The server keeps the last way in; this says why, and what to do. */
export function OnlyWayDialog({ subject, onClose }: { subject: Authenticator; onClose: () => void }) {
  return (
    <Dialog
      key="only-way"
      title={removeText.onlyWayTitle}
      lead={removeText.onlyWayLead}
      size="sm"
      onClose={onClose}
      returnFocusTo={[`actions-${subject.id}`]}
      foot={
        <Button data-autofocus onClick={onClose}>
          {partsText.close}
        </Button>
      }
    >
      <Subject icon={iconOf(subject)} title={subject.name} />
      <AddFirst ways={["passkey", "password"]} />
    </Dialog>
  );
}

interface RequiredDialogProps {
  subject: Authenticator;
  asked: NonNullable<ProblemMembers["last-authenticator"]["policy"]>;
  /** The server's own sentence. */
  detail: string | undefined;
  onClose: () => void;
}

/** An organization asks for it, so another one comes first. */
export function RequiredDialog({ subject, asked, detail, onClose }: RequiredDialogProps) {
  return (
    <Dialog
      key="required"
      title={removeText.requiredTitle}
      lead={detail ?? removeText.requiredLead(asked.organization.name)}
      size="sm"
      onClose={onClose}
      returnFocusTo={[`actions-${subject.id}`]}
      foot={
        <Button data-autofocus onClick={onClose}>
          {partsText.close}
        </Button>
      }
    >
      <Subject icon={iconOf(subject)} title={subject.name} />
      <AddFirst ways={["passkey", "totp"]} />
    </Dialog>
  );
}
