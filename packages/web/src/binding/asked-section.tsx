import type { AccountPolicies } from "../app/api-types.ts";
import { useAccountPolicies } from "../app/organization-queries.ts";
import { Card, Row } from "../parts/card.tsx";
import type { IconName } from "../parts/icon.tsx";
import { Section } from "../parts/page.tsx";
import { askedText } from "./strings.ts";

type Held = Pick<AccountPolicies["secondFactor"], "from" | "why">;

/** What organizations hold the person to, each with who asks and why. Nothing when nobody asks for anything. */
export function AskedSection() {
  const { data } = useAccountPolicies();
  const asked = data ? rowsOf(data).filter(({ held }) => held.from !== null) : [];
  if (asked.length === 0) return null;
  return (
    <Section title={askedText.title} lead={askedText.lead}>
      <Card>
        {asked.map(({ icon, title, held }, place) => (
          <Row key={place} icon={icon} title={title} meta={<Asked held={held} />} />
        ))}
      </Card>
    </Section>
  );
}

function Asked({ held: { from, why } }: { held: Held }) {
  if (from === null) return null;
  const { organization, workspace } = from;
  const who =
    workspace === null ? askedText.from(organization.name) : askedText.fromWorkspace(organization.name, workspace.name);
  // The server's sentence names who asks; without one, that alone is told.
  return <span dir="auto">{why === "" ? who : why}</span>;
}

function rowsOf(held: AccountPolicies): { icon: IconName; title: string; held: Held }[] {
  return [
    { icon: "shield", title: askedText.secondFactor, held: held.secondFactor },
    { icon: "key", title: askedText.allowedKinds, held: held.allowedKinds },
    { icon: "monitor", title: askedText.rememberedDevices, held: held.rememberedDevices },
    { icon: "lock", title: askedText.stepUp, held: held.stepUp },
    { icon: "clock", title: askedText.session, held: held.session },
    { icon: "pencil", title: askedText.passwordPreset, held: held.passwordPreset },
    ...held.ipAllowlist.map((each) => ({ icon: "link" as const, title: askedText.ipAllowlist, held: each })),
    ...held.workspaceSessions.map((each) => ({
      icon: "clock" as const,
      title: askedText.workspaceSessions,
      held: each,
    })),
  ];
}
