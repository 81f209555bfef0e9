import type { Policies, PolicyPreview } from "../app/api-types.ts";
import { Avatar } from "../parts/avatar.tsx";
import { lastDay, plural } from "../parts/format.ts";
import { useEditor } from "./editor.ts";
import "./impact.css";
import { factorText } from "./strings.ts";

const shownPeople = 4;

type RequiredFactor = NonNullable<Policies["secondFactor"]>["required"];

/** How many members are ready, who must act and by when. */
export function Impact() {
  const { draft, preview, previewFailed } = useEditor();
  if (preview === undefined) return previewFailed && <p className="m-small m-muted">{factorText.unknown}</p>;
  const { members, counts } = preview;
  const { signedOut } = counts;
  const mustBind = Math.max(counts.mustBind, countLacking(preview, draft.whole.secondFactor?.required));
  return (
    <>
      <dl className="m-impact">
        <Figure
          term={factorText.impact}
          figure={plural(Math.max(0, members - mustBind), factorText.ready)}
          hint={factorText.readyHint}
        />
        <Figure
          term={factorText.impact}
          figure={mustBind === 0 ? factorText.nobody : mustActWords(preview, mustBind)}
          warning={mustBind > 0}
          hint={mustBind === 0 ? "" : factorText.mustActHint}
        />
        <Figure term={factorText.impact} figure={plural(signedOut, factorText.out)} hint={factorText.outHint} />
      </dl>
      <People preview={preview} />
    </>
  );
}

/** Who has nothing that would do, whether this change asks them for it or one before it did. */
function countLacking({ members, kinds }: PolicyPreview, required: RequiredFactor | undefined): number {
  return required === "phishing-resistant" ? Math.max(0, members - kinds.passkey) : kinds.none;
}

function mustActWords({ mustBind }: PolicyPreview, count: number): string {
  const people = plural(count, factorText.mustAct);
  const first = mustBind.map(({ dueAt }) => dueAt).toSorted()[0];
  return first === undefined ? people : factorText.mustActBy(people, lastDay(first));
}

interface FigureProps {
  term: string;
  figure: string;
  hint: string;
  warning?: boolean;
}

function Figure({ term, figure, hint, warning = false }: FigureProps) {
  return (
    <div>
      <dt className="m-sr">{term}</dt>
      <dd>
        <b className={warning ? "m-text-warning" : undefined}>{figure}</b>
        <span>{hint}</span>
      </dd>
    </div>
  );
}

function People({ preview: { mustBind, counts } }: { preview: PolicyPreview }) {
  if (mustBind.length === 0) return null;
  const shown = mustBind.slice(0, shownPeople);
  const more = counts.mustBind - shown.length;
  return (
    <ul className="m-people" aria-label={factorText.people}>
      {shown.map(({ id, name }) => (
        <li key={id}>
          <Avatar name={name} small />
          <bdi>{name}</bdi>
        </li>
      ))}
      {more > 0 && <li className="m-muted">{plural(more, factorText.more)}</li>}
    </ul>
  );
}
