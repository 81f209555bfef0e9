import { requestIdOf } from "../app/trouble.ts";
import { Badge } from "../parts/badge.tsx";
import { Choice, Choices } from "../parts/choices.tsx";
import { LoadError } from "../parts/load-error.tsx";
import { OtpField } from "../parts/otp-field.tsx";
import { PasswordField } from "../parts/password-field.tsx";
import { Loading, Skeleton } from "../parts/skeleton.tsx";
import { Banner } from "../parts/banner.tsx";
import { list } from "../parts/format.ts";
import { Paused } from "./paused.tsx";
import { fieldError } from "./refusal.ts";
import { attemptText, kindText, stepUpText } from "./strings.ts";
import type { StepUpCeremony } from "./use-step-up.ts";
import { kindIcons } from "./ways.ts";

interface ProofAskedProps {
  ceremony: StepUpCeremony;
  text: string;
  onText: (text: string) => void;
  onFull: (code: string) => void;
}

export function ProofAsked(props: ProofAskedProps) {
  const { start, kind, ways, refusal } = props.ceremony;
  if (start.error !== null) {
    return (
      <LoadError title={stepUpText.failed} requestId={requestIdOf(start.error)} onRetry={() => void start.refetch()}>
        {stepUpText.failedText}
      </LoadError>
    );
  }
  if (start.data === undefined) {
    return (
      <Loading label={stepUpText.starting}>
        <Skeleton shape="title" />
      </Loading>
    );
  }
  if (ways.length === 0 || kind === null) return <p>{stepUpText.noWay}</p>;
  if (kind === "choosing") return <WayList {...props} />;
  if (refusal?.is === "paused") return <PausedHere {...props} until={refusal.until} />;
  return <Asked {...props} />;
}

function Asked({ ceremony, text, onText, onFull }: ProofAskedProps) {
  const { kind, ways, refusal } = ceremony;
  const way = ways.find((candidate) => candidate.kind === kind);
  const names = way !== undefined && way.names.length > 0 ? list(way.names, "disjunction") : kindText.totp.title;
  return (
    <>
      {refusal?.is === "closed" && <StartedAgain words={stepUpText.again} />}
      {refusal?.is === "spent" && <StartedAgain words={stepUpText.spent} />}
      {kind === "totp" ? (
        <OtpField
          key="totp"
          label={stepUpText.codeFrom(names)}
          value={text}
          onChange={onText}
          {...(refusal === null && { onFull })}
          error={fieldError(refusal, "totp")}
          autoFocus
        />
      ) : (
        <PasswordField
          key="password"
          value={text}
          onChange={onText}
          autoComplete="current-password"
          error={fieldError(refusal, "password")}
          autoFocus
        />
      )}
      {ways.length > 1 && <OtherWay ceremony={ceremony} />}
      {kind === "totp" && <p className="m-small m-muted">{stepUpText.lostIt}</p>}
    </>
  );
}

function StartedAgain({ words }: { words: string }) {
  return (
    <Banner tone="warning" icon="info" compact alert>
      {words}
    </Banner>
  );
}

function OtherWay({ ceremony }: { ceremony: StepUpCeremony }) {
  return (
    <p>
      <button type="button" className="m-link-btn" onClick={() => ceremony.choose("choosing")}>
        {stepUpText.useAnotherWay}
      </button>
    </p>
  );
}

function WayList({ ceremony, onText }: ProofAskedProps) {
  return (
    <Choices>
      {ceremony.ways.map((way) => (
        <Choice
          key={way.kind}
          icon={kindIcons[way.kind]}
          title={
            <>
              {kindText[way.kind].title} {way.preferred && <Badge>{attemptText.preferred}</Badge>}
            </>
          }
          {...(way.names.length > 0 && { meta: list(way.names) })}
          onPick={() => {
            onText("");
            ceremony.choose(way.kind);
          }}
        />
      ))}
    </Choices>
  );
}

function PausedHere({ ceremony, until }: ProofAskedProps & { until: string }) {
  const { kind, ways } = ceremony;
  if (kind === null || kind === "choosing") return null;
  return (
    <>
      <Paused kind={kind} until={until} onOver={() => ceremony.choose(kind)} />
      {ways.length > 1 && <OtherWay ceremony={ceremony} />}
    </>
  );
}
