import type { PolicyPreview } from "../app/api-types.ts";
import { QueryView } from "../app/query-view.tsx";
import { explainInServersWords } from "../app/trouble.ts";
import { useNow } from "../parts/clock.tsx";
import { lastDay, list, plural, type PluralForms } from "../parts/format.ts";
import { Sentence } from "../parts/sentence.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { changedNames, type Draft } from "./draft.ts";
import { reviewText } from "./review-strings.ts";
import type { useFreshPreviews } from "./use-fresh-previews.ts";
import { useOwners } from "./use-owners.ts";

const shown = 20;
const shownAddresses = 5;

interface ForeseenProps {
  previews: ReturnType<typeof useFreshPreviews>;
  reviewed: { saved: Draft; draft: Draft };
}

/** Whom the changes ask to act, sign out or keep out, by name; and who gets in whatever happens. */
export function Foreseen({ previews, reviewed }: ForeseenProps) {
  return (
    <QueryView
      query={previews}
      loading={reviewText.working}
      skeleton={<Skeleton shape="line" />}
      failed={reviewText.failed}
      advice={explainInServersWords(previews.error)}
    >
      {(found) => (
        <>
          <WhoIsAffected previews={found} />
          <StillIn {...reviewed} />
        </>
      )}
    </QueryView>
  );
}

/** Who is not asked to come by the provider, where others are from now on. */
function StillIn({ saved, draft }: ForeseenProps["reviewed"]) {
  const owners = useOwners();
  const isRequired = (draft.whole.singleSignOn?.required ?? "none") !== "none";
  if (!isRequired || !changedNames(saved, draft).includes("singleSignOn") || draft.breakGlass.length === 0) return null;
  const names = draft.breakGlass.map((id) => owners.find((owner) => owner.id === id)?.name ?? id);
  return (
    <p className="m-small" dir="auto">
      {reviewText.stillIn(list(names))}
    </p>
  );
}

function WhoIsAffected({ previews }: { previews: PolicyPreview[] }) {
  const touched = previews.some(({ counts }) => hasEffect(counts));
  if (!touched) return <p className="m-small">{reviewText.nobody}</p>;
  return (
    // Its own scroll, so it takes focus for the arrow keys.
    <div className="m-foreseen" tabIndex={0} role="group" aria-label={reviewText.affected}>
      {previews.map((preview, place) => (
        <OneScope key={place} preview={preview} />
      ))}
    </div>
  );
}

const hasEffect = ({ mustBind, signedOut, lockedOut, captured }: PolicyPreview["counts"]) =>
  mustBind + signedOut + lockedOut + captured > 0;

function whyOut(reason: string, from: string[]): string {
  if (reason === "no-allowed-kind") return reviewText.noKind;
  return from.length === 0 ? reviewText.notSeen : reviewText.cameFrom(list(from.slice(0, shownAddresses)));
}

function OneScope({ preview }: { preview: PolicyPreview }) {
  const { counts, mustBind, signedOut, lockedOut, captured, addresses } = preview;
  const now = useNow(60_000);
  return (
    <>
      <People
        title={reviewText.mustBind}
        count={counts.mustBind}
        lines={mustBind.map(({ name, dueAt }) => ({
          name,
          text: Date.parse(dueAt) <= now ? reviewText.bindNow : reviewText.bindBy(lastDay(dueAt)),
        }))}
      />
      <People
        title={reviewText.signedOut}
        count={counts.signedOut}
        note={plural(counts.sessionsEnded, reviewText.sessionsEnd)}
        lines={signedOut.map(({ name, sessions }) => ({
          name,
          text: reviewText.of(plural(sessions, reviewText.sessions)),
        }))}
      />
      <People
        title={reviewText.lockedOut}
        count={counts.lockedOut}
        lines={lockedOut.map(({ name, reason, addresses: from }) => ({ name, text: whyOut(reason, from) }))}
      />
      <People
        title={reviewText.captured}
        count={counts.captured}
        note={counts.neverSignedIn > 0 ? plural(counts.neverSignedIn, reviewText.strangers) : undefined}
        lines={captured.map(({ name, hasSignedIn }) => ({
          name,
          text: hasSignedIn ? reviewText.cameBefore : reviewText.neverCame,
        }))}
      />
      {addresses.length > 0 && (
        <People
          title={{ one: reviewText.addresses, other: reviewText.addresses }}
          count={addresses.length}
          lines={addresses.map(({ ip, members }) => ({
            name: ip,
            text: reviewText.address(plural(members, reviewText.members)),
          }))}
        />
      )}
    </>
  );
}

/** A sentence of ours about `{name}`, which may be written the other way round. */
interface Line {
  name: string;
  text: string;
}

interface PeopleProps {
  title: PluralForms;
  count: number;
  /** What else is true of all of them. */
  note?: string | undefined;
  lines: Line[];
}

function People({ title, count, note, lines }: PeopleProps) {
  if (count === 0) return null;
  const more = count - Math.min(shown, lines.length);
  return (
    <div>
      <h3>{plural(count, title)}</h3>
      {note !== undefined && <p className="m-small">{note}</p>}
      <ul>
        {lines.slice(0, shown).map(({ name, text }, place) => (
          <li key={place}>
            <Sentence text={text} slots={{ name: <bdi>{name}</bdi> }} />
          </li>
        ))}
        {more > 0 && <li>{plural(more, reviewText.more)}</li>}
      </ul>
    </div>
  );
}
