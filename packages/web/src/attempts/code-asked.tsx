import { useSession } from "../app/queries.ts";
import { list } from "../parts/format.ts";
import { OtpField } from "../parts/otp-field.tsx";
import { PasswordField } from "../parts/password-field.tsx";
import { fieldError } from "./refusal.ts";
import { attemptText, kindText, stepUpText, textCodeText } from "./strings.ts";
import { OtherPhones, SendAgain, TextCodeAsked } from "./text-code-asked.tsx";
import type { Confirmation } from "./use-confirmation.ts";
import { useTextCode } from "./use-text-code.ts";
import { namesOf } from "./ways.ts";

export interface TypedProofProps {
  ceremony: Confirmation;
  text: string;
  /** It was sent off before it was filled in. */
  missing: boolean;
  onText: (text: string) => void;
  onFull: (code: string) => void;
}

/** The field for a proof that is typed: a code or the password. */
export function CodeAsked(props: TypedProofProps & { attemptId: string }) {
  const { ceremony } = props;
  const { kind, refusal, ways } = ceremony;
  const username = useOwnAddress();
  const error = typedError(props);
  if (kind === "phone") return <PhoneCode {...props} />;
  if (kind === "password") {
    return (
      <PasswordField
        key="password"
        username={username}
        value={props.text}
        onChange={props.onText}
        autoComplete="current-password"
        error={error}
        autoFocus
      />
    );
  }
  const names = namesOf(ways.find((way) => way.kind === "totp"));
  return (
    <>
      <OtpField
        key="totp"
        label={stepUpText.codeFrom(names.length > 0 ? list(names, "disjunction") : kindText.totp.title)}
        value={props.text}
        onChange={props.onText}
        {...(refusal === null && { onFull: props.onFull })}
        error={error}
        autoFocus
      />
      {ceremony.start.data?.purpose === "step-up" && <p className="m-small m-muted">{stepUpText.lostIt}</p>}
    </>
  );
}

// What holds a session back stands in its place, and says nobody's address.
function useOwnAddress(): string | undefined {
  const { data } = useSession();
  return data && "account" in data ? data.account.email : undefined;
}

function PhoneCode(props: TypedProofProps & { attemptId: string }) {
  const { ceremony, attemptId, text, onText, onFull } = props;
  const phones = ceremony.ways.find((way) => way.kind === "phone")?.named ?? [];
  const textCode = useTextCode(attemptId, phones);
  const { refusal } = ceremony;
  return (
    <>
      {textCode.sentTo !== undefined && <p>{textCodeText.sentTo(textCode.sentTo)}</p>}
      <TextCodeAsked
        textCode={textCode}
        code={text}
        onCode={onText}
        onFull={refusal === null ? onFull : undefined}
        error={typedError(props)}
      />
      <p className="m-cluster m-small">
        <SendAgain textCode={textCode} />
        <OtherPhones textCode={textCode} />
      </p>
    </>
  );
}

function typedError({ missing, ceremony: { kind, refusal } }: TypedProofProps): string | undefined {
  if (kind === null || kind === "choosing") return undefined;
  if (!missing) return fieldError(refusal, kind);
  return kind === "password" ? attemptText.missingPassword : attemptText.missingCode;
}
