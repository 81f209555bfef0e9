import type { PageLink } from "../../../server/src/addresses.ts";
import type { BindingRequired } from "../app/api-types.ts";
import { useDeployment } from "../app/deployment.tsx";
import { Choice, Choices } from "../parts/choices.tsx";
import type { IconName } from "../parts/icon.tsx";
import { knowsPasskeys } from "../passkeys/capabilities.ts";
import { bindingText, choiceText, keyChoice } from "./strings.ts";

interface Offered {
  icon: IconName;
  title: string;
  meta: string;
  href: PageLink;
}

/** What may be set up, the strongest first. */
export function KindChoices({ kinds }: Pick<BindingRequired, "kinds">) {
  const { textMessages } = useDeployment();
  const offered: Offered[] = [];
  if (kinds.includes("passkey") && knowsPasskeys()) {
    offered.push({ icon: "passkey", ...choiceText.passkey, href: "/security/passkeys/new" });
    offered.push({ icon: "usb", ...keyChoice, href: "/security/security-keys/new" });
  }
  if (kinds.includes("totp")) offered.push({ icon: "phone", ...choiceText.totp, href: "/security/authenticators/new" });
  if (kinds.includes("phone") && textMessages)
    offered.push({ icon: "message", ...choiceText.phone, href: "/security/phones/new" });
  if (offered.length === 0) return <p>{bindingText.none}</p>;
  return (
    <Choices>
      {offered.map((each) => (
        <Choice key={each.href} {...each} />
      ))}
    </Choices>
  );
}
