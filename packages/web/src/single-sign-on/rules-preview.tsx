import type { RolePreview, Workspace } from "../app/api-types.ts";
import { list, plural } from "../parts/format.ts";
import { Card } from "../parts/card.tsx";
import { Section } from "../parts/page.tsx";
import { roleText } from "../members/strings.ts";
import { rulesText } from "./rules-strings.ts";

type Place = RolePreview["people"][number]["now"];

/** Who would become what by rules that are not saved yet. */
export function RulesPreview({ preview, workspaces }: { preview: RolePreview; workspaces: Workspace[] }) {
  const { people, isWhole } = preview;
  const changing = people.filter(({ changes }) => changes);
  const staying = people.length - changing.length;
  const nameOf = (id: string): string => workspaces.find((each) => each.id === id)?.name ?? id;
  const words = ({ role, workspaces: within }: Place): string =>
    within.length === 0 ? roleText[role] : `${roleText[role]} (${list(within.map(nameOf))})`;
  return (
    <Section title={rulesText.previewTitle} lead={rulesText.previewLead}>
      <Card>
        <div className="m-pad m-stack-2" role="status">
          {people.length === 0 && <p>{rulesText.nobody}</p>}
          {changing.length > 0 && <p className="m-strong">{plural(changing.length, rulesText.changes)}</p>}
          <ul className="m-stack-2">
            {changing.map(({ account, now, then }) => (
              <li key={account.id}>
                <bdi>{account.name}</bdi>
                <span className="m-checked-sub">{rulesText.fromTo(words(now), words(then))}</span>
              </li>
            ))}
          </ul>
          {staying > 0 && <p className="m-muted">{plural(staying, rulesText.stay)}</p>}
          {!isWhole && <p className="m-muted">{rulesText.notWhole}</p>}
        </div>
      </Card>
    </Section>
  );
}
