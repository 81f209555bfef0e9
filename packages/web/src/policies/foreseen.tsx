import type { PolicyPreview } from "../app/api-types.ts";
import { QueryView } from "../app/query-view.tsx";
import { explainInServersWords } from "../app/trouble.ts";
import { useNow } from "../parts/clock.tsx";
import { lastDay, list, plural, type PluralForms } from "../parts/format.ts";
import { Sentence } from "../parts/sentence.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { reviewText } from "./review-strings.ts";
import type { useFreshPreviews } from "./use-fresh-previews.ts";

const shown = 20;
const shownAddresses = 5;

/** Whom the changes ask to act, sign out or keep out, by name. */
export function Foreseen({ previews }: { previews: ReturnType<typeof useFreshPreviews> }) {
  return (
    <QueryView
      query={previews}
      loading={reviewText.working}
      skeleton={<Skeleton shape="line" />}
      failed={reviewText.failed}
      advice={explainInServersWords(previews.error)}
    >
      {(found) => <WhoIsAffected previews={found} />}
    </QueryView>
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

function People({ title, count, lines }: { title: PluralForms; count: number; lines: Line[] }) {
  if (count === 0) return null;
  const more = count - Math.min(shown, lines.length);
  return (
    <div>
      <h3>{plural(count, title)}</h3>
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
