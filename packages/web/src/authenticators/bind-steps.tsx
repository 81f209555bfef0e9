import { useId, useState } from "react";
import type { BegunTotp } from "../app/api-types.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import "../parts/facts.css";
import { OtpField } from "../parts/otp-field.tsx";
import { FieldNote, noteProps } from "../parts/text-field.tsx";
import "./enrol.css";
import { bindText } from "./strings.ts";
import type { useBind } from "./use-bind.ts";

interface BindStepsProps {
  bind: ReturnType<typeof useBind>;
  begun: BegunTotp;
  email: string;
}

export function BindSteps({ bind, begun, email }: BindStepsProps) {
  const [byHand, setByHand] = useState(false);
  const codeId = useId();
  return (
    <div className="m-steps">
      <div className="m-step">
        {byHand ? (
          <TypedKey begun={begun} email={email} onQr={() => setByHand(false)} />
        ) : (
          <QrCode begun={begun} onCannot={() => setByHand(true)} />
        )}
      </div>
      <div className="m-step">
        <div className="m-field">
          <h3>
            <label htmlFor={codeId}>{bindText.enterCode}</label>
          </h3>
          <OtpField id={codeId} value={bind.code} onChange={bind.setCode} error={bind.errors?.code} autoFocus />
        </div>
      </div>
      <div className="m-step">
        <NameField bind={bind} />
      </div>
    </div>
  );
}

function QrCode({ begun, onCannot }: { begun: BegunTotp; onCannot: () => void }) {
  return (
    <div>
      <h3>{bindText.scan}</h3>
      <div className="m-qr-row">
        {/* An image, not markup: the page's policy lets no text become elements. */}
        <img
          className="m-qr"
          alt={bindText.qrAlt}
          src={`data:image/svg+xml,${encodeURIComponent(begun.qrSvg)}`}
          width="192"
          height="192"
        />
        <div className="m-stack-2">
          <p>{bindText.scanHint}</p>
          <p className="m-on-phone">
            <a className="m-btn" href={begun.uri}>
              {bindText.openInApp}
            </a>
          </p>
          <p>
            <button type="button" className="m-link-btn" onClick={onCannot}>
              {bindText.cannotScan}
            </button>
          </p>
        </div>
      </div>
    </div>
  );
}

function TypedKey({ begun, email, onQr }: { begun: BegunTotp; email: string; onQr: () => void }) {
  const id = useId();
  return (
    <div className="m-stack-2">
      <h3>{bindText.typeKey}</h3>
      <p>{bindText.typeKeyHint}</p>
      <div className="m-secret">
        <code className="m-secret-value" id={id}>
          {begun.secret.replace(/(.{4})(?=.)/g, "$1 ")}
        </code>
        <CopyButton text={begun.secret} thing={bindText.setupKey} name={bindText.copyKey} fallbackId={id} />
      </div>
      <dl className="m-facts">
        <dt>{bindText.account}</dt>
        <dd className="m-ltr">{email}</dd>
        <dt>{bindText.type}</dt>
        <dd>{bindText.typeOfCode}</dd>
      </dl>
      <p>
        <button type="button" className="m-link-btn" onClick={onQr}>
          {bindText.showQr}
        </button>
      </p>
    </div>
  );
}

function NameField({ bind }: { bind: ReturnType<typeof useBind> }) {
  const id = useId();
  const error = bind.errors?.name;
  return (
    <div className="m-field">
      <h3>
        <label htmlFor={id}>{bindText.nameIt}</label>
      </h3>
      <input
        {...noteProps(id, true, error)}
        id={id}
        className="m-input"
        type="text"
        maxLength={40}
        autoComplete="off"
        value={bind.name}
        onChange={(event) => bind.setName(event.target.value)}
      />
      <FieldNote id={`${id}-note`} hint={bindText.nameHint} error={error} />
    </div>
  );
}
