import { useId } from "react";
import { CopyButton } from "../parts/copy-button.tsx";
import { domainText } from "./strings.ts";
import "./stack.css";

/** What somebody else is to do or to know, to be pasted wherever one writes to them. */
export function CopyMessage({ before, message, of }: { before: string; message: string; of?: string }) {
  const id = useId();
  return (
    <p className="m-copy-message m-small m-muted">
      <span>{before}</span>
      <span className="m-sr" id={id} aria-hidden="true">
        {message}
      </span>
      <CopyButton
        text={message}
        thing={domainText.message}
        label={domainText.copyMessage}
        {...(of !== undefined && { name: domainText.named(domainText.copyMessage, of) })}
        fallbackId={id}
        small
      />
    </p>
  );
}
