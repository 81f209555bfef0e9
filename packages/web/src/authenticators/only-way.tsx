import type { ProblemMembers } from "@mortise/sdk";
import type { PageLink } from "../../../server/src/addresses.ts";
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

const firsts: Record<First, { icon: IconName; title: string; meta: string; href: PageLink }> = {
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
export function OnlyWayDialog(props: Pick<KeepDialogProps, "subject" | "onClose">) {
  return (
    <KeepDialog
      key="only-way"
      {...props}
      title={removeText.onlyWayTitle}
      lead={removeText.onlyWayLead}
      ways={["passkey", "password"]}
    />
  );
}

interface RequiredDialogProps extends Pick<KeepDialogProps, "subject" | "onClose"> {
  asked: NonNullable<ProblemMembers["last-authenticator"]["policy"]>;
  /** The server's own sentence. */
  detail: string | undefined;
}

/** An organization asks for it, so another one comes first. */
export function RequiredDialog({ asked, detail, ...rest }: RequiredDialogProps) {
  return (
    <KeepDialog
      key="required"
      {...rest}
      title={removeText.requiredTitle}
      lead={detail ?? removeText.requiredLead(asked.organization.name)}
      ways={["passkey", "totp"]}
    />
  );
}

interface KeepDialogProps {
  subject: Authenticator;
  title: string;
  lead: string;
  ways: First[];
  onClose: () => void;
}

/** It stays; what to add first, so that it can go. */
function KeepDialog({ subject, title, lead, ways, onClose }: KeepDialogProps) {
  return (
    <Dialog
      title={title}
      lead={lead}
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
      <AddFirst ways={ways} />
    </Dialog>
  );
}
