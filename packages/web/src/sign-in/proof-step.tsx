import type { Kind } from "../app/api-types.ts";
import { AuthAlt, AuthCard } from "../app/auth-page.tsx";
import { useDeployment } from "../app/deployment.tsx";
import { Paused } from "../attempts/paused.tsx";
import { attemptText, kindText, wordsOf } from "../attempts/strings.ts";
import { kindIcons, namesOf, needsOtherBrowser, waysOf, type WayOfKind } from "../attempts/ways.ts";
import { Badge } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { Choice, Choices } from "../parts/choices.tsx";
import { clock, list } from "../parts/format.ts";
import { CodeStep } from "./code-step.tsx";
import { PasskeyStep } from "./passkey-step.tsx";
import { OwnProofStep } from "./own-proof-step.tsx";
import { PasswordStep } from "./password-step.tsx";
import { ProviderStep } from "./provider-step.tsx";
import { RecoveryStep } from "./recovery-step.tsx";
import { ResetLink } from "./reset-link.tsx";
import { signInText } from "./strings.ts";
import { TextStep } from "./text-step.tsx";
import type { SignInCeremony } from "./use-sign-in.ts";

interface ProofStepProps {
  ceremony: SignInCeremony;
  email: string;
}

export function ProofStep({ ceremony, email }: ProofStepProps) {
  const { attempt, asked, paused } = ceremony.state;
  if (attempt === null || asked === null) return null;
  if (asked === "no-way") return <NoWay ceremony={ceremony} />;
  if (asked === "provider") return <ProviderStep ceremony={ceremony} email={email} />;
  if (asked === "own-proof") return <OwnProofStep ceremony={ceremony} />;
  if (asked === "choosing") return <WayStep ceremony={ceremony} ways={waysOf(attempt)} />;
  const until = paused[asked];
  if (until !== undefined) return <PausedStep ceremony={ceremony} kind={asked} until={until} ways={waysOf(attempt)} />;
  const step = { ceremony, email, ways: waysOf(attempt) };
  if (asked === "password") return <PasswordStep {...step} />;
  if (asked === "totp") return <CodeStep {...step} />;
  if (asked === "passkey") return <PasskeyStep key={attempt.id} {...step} />;
  if (asked === "phone") return <TextStep {...step} />;
  return <RecoveryStep {...step} />;
}

interface WayStepProps {
  ceremony: SignInCeremony;
  ways: WayOfKind[];
}

function WayStep({ ceremony, ways }: WayStepProps) {
  return (
    <AuthCard title={signInText.wayTitle} lead={signInText.wayLead} focusHeading>
      <div className="m-auth-form">
        <Choices>
          {ways.map((way) => (
            <WayChoice key={way.kind} way={way} until={ceremony.state.paused[way.kind]} onPick={ceremony.choose} />
          ))}
        </Choices>
      </div>
      <AuthAlt>
        {signInText.noneOfThese} <HelpLink />
      </AuthAlt>
    </AuthCard>
  );
}

interface WayChoiceProps {
  way: WayOfKind;
  until: string | undefined;
  onPick: (kind: Kind) => void;
}

function WayChoice({ way, until, onPick }: WayChoiceProps) {
  const named = way.named.length > 0 ? list(namesOf(way)) : undefined;
  const plain = way.kind === "recovery-code" ? attemptText.recoveryMeta : named;
  const meta = until === undefined ? plain : attemptText.pausedUntil(clock(until));
  return (
    <Choice
      icon={kindIcons[way.kind]}
      title={
        <>
          {wordsOf(way).title} {way.kind === "passkey" && <Badge tone="success">{attemptText.safest}</Badge>}{" "}
          {way.preferred && <Badge>{attemptText.preferred}</Badge>}
        </>
      }
      {...(meta !== undefined && { meta })}
      paused={until !== undefined}
      onPick={() => onPick(way.kind)}
    />
  );
}

function PausedStep(props: WayStepProps & { kind: Kind; until: string }) {
  const { ceremony, kind, until, ways } = props;
  const free = ways.filter((way) => way.kind !== kind && ceremony.state.paused[way.kind] === undefined);
  const [other] = free;
  return (
    <AuthCard title={kindText[kind].pausedTitle} focusHeading>
      <div className="m-auth-form">
        <Paused kind={kind} until={until} onOver={() => ceremony.pauseOver(kind)} />
        {other !== undefined && (
          <Button
            tone="primary"
            size="lg"
            block
            icon={kindIcons[other.kind]}
            onClick={() => ceremony.choose(other.kind)}
          >
            {wordsOf(other).use}
          </Button>
        )}
        {free.length > 1 && (
          <Button size="lg" block onClick={ceremony.another}>
            {attemptText.anotherWay}
          </Button>
        )}
        {free.length === 0 && (
          <Button size="lg" block onClick={ceremony.restart}>
            {signInText.startAgain}
          </Button>
        )}
      </div>
      <AuthAlt>
        {other?.kind === "passkey" && `${signInText.passkeysStillWork} `}
        <ResetLink text={signInText.pausedHelp} /> <HelpLink />
      </AuthAlt>
    </AuthCard>
  );
}

function NoWay({ ceremony }: { ceremony: SignInCeremony }) {
  const { attempt } = ceremony.state;
  const { productName } = useDeployment();
  const otherBrowser = attempt !== null && needsOtherBrowser(attempt);
  return (
    <AuthCard
      title={signInText.noWayTitle}
      lead={otherBrowser ? signInText.otherBrowser : signInText.noWayLead(productName)}
      focusHeading
    >
      <div className="m-auth-form">
        <Button size="lg" block onClick={ceremony.restart}>
          {signInText.startAgain}
        </Button>
      </div>
      <AuthAlt>
        <ResetLink text={signInText.noWayHelp} /> <HelpLink />
      </AuthAlt>
    </AuthCard>
  );
}

/** To people, where the deployment names a place for them. */
function HelpLink() {
  const { supportUrl } = useDeployment();
  return supportUrl !== null && <a href={supportUrl}>{signInText.contactSupport}</a>;
}
