import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { passkeyText } from "../passkeys/strings.ts";
import type { PasskeyProof } from "./use-passkey-proof.ts";

interface PasskeyAskProps {
  passkey: PasskeyProof;
  /** The server is looking at the answer. */
  checking: string | false;
  /** What the server said of the last answer. */
  refused?: string | undefined;
  /** The button's words, first and after a failure. */
  use: string;
  again: string;
  cancel?: string;
  /** Where cancelling leads; without it, back to the button. */
  onCancel?: () => void;
}

/** Asks for a passkey in three states: a button, the browser's prompt, and what went wrong with a way on. */
export function PasskeyAsk(props: PasskeyAskProps) {
  const { passkey, checking, refused, use, again, cancel = passkeyText.cancel, onCancel = passkey.cancel } = props;
  if (passkey.waiting) {
    return (
      <>
        <Waiting words={passkeyText.waiting} />
        <Button block icon="refresh" onClick={passkey.ask}>
          {passkeyText.showAgain}
        </Button>
        <Button block autoFocus onClick={onCancel}>
          {cancel}
        </Button>
      </>
    );
  }
  const trouble = passkey.trouble ?? refused;
  return (
    <>
      {trouble !== undefined && (
        <Banner tone="warning" icon="info" compact alert>
          {trouble}
        </Banner>
      )}
      <Button
        tone="primary"
        size="lg"
        block
        icon="passkey"
        data-autofocus
        autoFocus
        busy={checking}
        onClick={passkey.ask}
      >
        {trouble === undefined ? use : again}
      </Button>
    </>
  );
}
