import { Button } from "../parts/button.tsx";
import { Banner } from "../parts/banner.tsx";
import { Countdown } from "../parts/clock.tsx";
import { OtpField } from "../parts/otp-field.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { Loading, Skeleton } from "../parts/skeleton.tsx";
import { textCodeText } from "./strings.ts";
import type { TextCode } from "./use-text-code.ts";

interface TextCodeAskedProps {
  textCode: TextCode;
  code: string;
  onCode: (code: string) => void;
  onFull?: ((code: string) => void) | undefined;
  error: string | undefined;
  describedBy?: string;
}

/** The field for a texted code, once it is sent; or why it was not. */
export function TextCodeAsked({ textCode, code, onCode, onFull, error, describedBy }: TextCodeAskedProps) {
  if (textCode.sentTo !== undefined) {
    return (
      <OtpField
        key="phone"
        label={textCodeText.label}
        value={code}
        onChange={onCode}
        {...(onFull !== undefined && { onFull })}
        error={error}
        describedBy={describedBy}
        autoFocus
      />
    );
  }
  if (textCode.trouble === undefined) {
    return (
      <Loading label={textCodeText.sending}>
        <Skeleton shape="title" />
      </Loading>
    );
  }
  return (
    <>
      <Banner tone="warning" compact alert title={textCodeText.failed}>
        {textCode.trouble}
      </Banner>
      <Button block busy={textCode.sending && textCodeText.sending} onClick={textCode.again}>
        {textCodeText.tryAgain}
      </Button>
    </>
  );
}

/** A new code, after a while; or to another phone. */
export function SendAgain({ textCode }: { textCode: TextCode }) {
  if (textCode.sentTo === undefined) return null;
  return (
    <>
      {textCode.trouble !== undefined && <span role="alert">{textCode.trouble} </span>}
      {textCode.seconds > 0 ? (
        <span className="m-muted">
          <Sentence text={textCodeText.againIn} slots={{ time: <Countdown seconds={textCode.seconds} /> }} />
        </span>
      ) : (
        <button type="button" className="m-link-btn" disabled={textCode.sending} onClick={textCode.again}>
          {textCodeText.again}
        </button>
      )}
    </>
  );
}

export function OtherPhones({ textCode }: { textCode: TextCode }) {
  return textCode.others.map((phone) => (
    <button key={phone.id} type="button" className="m-link-btn" onClick={() => textCode.sendTo(phone.id)}>
      {textCodeText.sendTo(phone.name)}
    </button>
  ));
}
