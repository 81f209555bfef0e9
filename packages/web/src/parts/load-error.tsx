import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Empty } from "./empty.tsx";
import { Sentence } from "./sentence.tsx";
import { partsText } from "./strings.ts";

interface LoadErrorProps {
  title: string;
  requestId: string | undefined;
  onRetry: () => void;
  heading?: "h2" | "h3";
  children?: ReactNode;
}

export function LoadError({
  title,
  requestId,
  onRetry,
  heading = "h3",
  children = partsText.nothingChanged,
}: LoadErrorProps) {
  return (
    <>
      <Empty
        icon="alert"
        title={title}
        alert
        heading={heading}
        actions={
          <Button icon="refresh" onClick={onRetry}>
            {partsText.tryAgain}
          </Button>
        }
      >
        {children}
      </Empty>
      {requestId !== undefined && (
        <p className="m-load-reference m-small m-subtle">
          <Sentence
            text={partsText.reference}
            slots={{ reference: <span className="m-mono m-ltr">{requestId}</span> }}
          />
        </p>
      )}
    </>
  );
}
