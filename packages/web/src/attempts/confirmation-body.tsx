import type { Attempt } from "../app/api-types.ts";
import { QueryView } from "../app/query-view.tsx";
import { Badge } from "../parts/badge.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Choice, Choices } from "../parts/choices.tsx";
import { OrDivider, Pair } from "../parts/divider.tsx";
import { list } from "../parts/format.ts";
import { Skeleton } from "../parts/skeleton.tsx";
import { CodeAsked, type TypedProofProps } from "./code-asked.tsx";
import { Paused } from "./paused.tsx";
import { ProviderAsked } from "./provider-asked.tsx";
import { PasskeyAsk } from "./passkey-ask.tsx";
import { fieldError } from "./refusal.ts";
import { attemptText, stepUpText, wordsOf } from "./strings.ts";
import type { Confirmation } from "./use-confirmation.ts";
import { kindIcons, namesOf, needsOtherBrowser } from "./ways.ts";

/** What a confirmation asks for now. */
export function ProofAsked(props: TypedProofProps) {
  const { data, error, refetch } = props.ceremony.start;
  return (
    <QueryView
      // An attempt that could not be begun anew is not gone on with.
      query={{ data: error === null ? data : undefined, error, refetch }}
      loading={stepUpText.starting}
      skeleton={<Skeleton shape="title" />}
      failed={stepUpText.failed}
      advice={stepUpText.failedText}
    >
      {(attempt) => <Started {...props} attempt={attempt} />}
    </QueryView>
  );
}

function Started({ attempt, ...props }: TypedProofProps & { attempt: Attempt }) {
  const { kind, ways, passkey } = props.ceremony;
  const { redirect } = attempt;
  const hasNone = ways.length === 0 || kind === null || needsOtherBrowser(attempt);
  if (redirect !== undefined && hasNone) return <ProviderAsked redirect={redirect} isOnlyWay />;
  if (needsOtherBrowser(attempt)) return <p>{stepUpText.otherBrowser}</p>;
  if (hasNone) return <p>{stepUpText.noWay}</p>;
  return (
    <>
      <OwnProof {...props} attempt={attempt} />
      {redirect !== undefined && kind !== "choosing" && !passkey.waiting && (
        <>
          <OrDivider />
          <ProviderAsked redirect={redirect} />
        </>
      )}
    </>
  );
}

/** What may be proven here. */
function OwnProof({ attempt, ...props }: TypedProofProps & { attempt: Attempt }) {
  const { kind, ways, refusal } = props.ceremony;
  if (kind === "choosing") return <WayList {...props} />;
  if (refusal?.is === "paused") return <PausedHere ceremony={props.ceremony} until={refusal.until} />;
  return (
    <>
      {refusal?.is === "closed" && <StartedAgain words={stepUpText.again} />}
      {refusal?.is === "spent" && <StartedAgain words={stepUpText.spent} />}
      {kind === "passkey" ? <PasskeyAsked {...props} /> : <CodeAsked {...props} attemptId={attempt.id} />}
      {kind !== "passkey" && ways.length > 1 && <OtherWay ceremony={props.ceremony} />}
    </>
  );
}

function PasskeyAsked({ ceremony, onText }: TypedProofProps) {
  const { passkey, busy, refusal, ways, choose } = ceremony;
  const others = ways.filter((way) => way.kind !== "passkey");
  const held = ways.find((way) => way.kind === "passkey")?.securityKeys ?? "none";
  return (
    <>
      <PasskeyAsk
        passkey={passkey}
        checking={busy && stepUpText.confirming}
        refused={fieldError(refusal, "passkey")}
        use={stepUpText.usePasskey[held]}
        again={stepUpText.passkeyAgain[held]}
        cancel={others.length > 0 ? stepUpText.otherWay : stepUpText.cancel}
      />
      {!passkey.waiting && others.length > 0 && (
        <>
          <OrDivider />
          <Pair>
            {others.map((way) => (
              <Button
                key={way.kind}
                onClick={() => {
                  onText("");
                  choose(way.kind);
                }}
              >
                {wordsOf(way).short}
              </Button>
            ))}
          </Pair>
        </>
      )}
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

function OtherWay({ ceremony }: { ceremony: Confirmation }) {
  return (
    <p>
      <button type="button" className="m-link-btn" onClick={() => ceremony.choose("choosing")}>
        {stepUpText.useAnotherWay}
      </button>
    </p>
  );
}

function WayList({ ceremony, onText }: TypedProofProps) {
  return (
    <Choices>
      {ceremony.ways.map((way) => (
        <Choice
          key={way.kind}
          icon={kindIcons[way.kind]}
          title={
            <>
              {wordsOf(way).title} {way.preferred && <Badge>{attemptText.preferred}</Badge>}
            </>
          }
          {...(way.named.length > 0 && { meta: list(namesOf(way)) })}
          onPick={() => {
            onText("");
            ceremony.choose(way.kind);
          }}
        />
      ))}
    </Choices>
  );
}

function PausedHere({ ceremony, until }: { ceremony: Confirmation; until: string }) {
  const { kind, ways } = ceremony;
  if (kind === null || kind === "choosing") return null;
  return (
    <>
      <Paused kind={kind} until={until} onOver={() => ceremony.choose(kind)} />
      {ways.length > 1 && <OtherWay ceremony={ceremony} />}
    </>
  );
}
