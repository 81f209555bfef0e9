import { useOrganization } from "../app/organization-gate.tsx";
import { Badge } from "../parts/badge.tsx";
import { Card } from "../parts/card.tsx";
import { daysWords } from "../parts/format.ts";
import { Section } from "../parts/page.tsx";
import { Select } from "../parts/select.tsx";
import { Setting } from "../parts/setting.tsx";
import { retentionDays, withCurrent } from "./choices.ts";
import { useEditor } from "./editor.ts";
import "./plans.css";
import { PlanNote } from "./plan-note.tsx";
import { Hint } from "./set-by.tsx";
import { otherText } from "./strings.ts";

const asPlan = "plan";

/** How long the audit log is kept, and what each plan allows. */
export function RetentionSection() {
  const { plans, allows } = useOrganization();
  const longer = plans.some((plan) => plan.auditRetentionDays > allows.auditRetentionDays);
  return (
    <Section title={otherText.retentionTitle} headingId="retention" lead={otherText.retentionLead}>
      <Card>
        <dl className="m-plans">
          {plans.map(({ name, auditRetentionDays }) => (
            <div key={name} className="m-plan">
              <dt className="m-plan-name">
                <bdi>{name}</bdi>
                {name === allows.name && <Badge tone="accent">{otherText.yourPlan}</Badge>}
              </dt>
              <dd className="m-plan-value">{daysWords(auditRetentionDays)}</dd>
            </div>
          ))}
        </dl>
        <Setting
          title={otherText.keep}
          hint={<Hint policy="auditRetentionDays" words={otherText.keepHint} />}
          control={<KeepSelect />}
        >
          {longer && <PlanLimit />}
        </Setting>
      </Card>
    </Section>
  );
}

function PlanLimit() {
  const { allows } = useOrganization();
  return (
    <p>
      <PlanNote what={otherText.longer(daysWords(allows.auditRetentionDays))} />
    </p>
  );
}

function KeepSelect() {
  const { draft, set } = useEditor();
  const { plans, allows } = useOrganization();
  const { auditRetentionDays } = draft.whole;
  const most = Math.max(...plans.map((plan) => plan.auditRetentionDays), allows.auditRetentionDays);
  const offered = withCurrent(retentionDays, auditRetentionDays ?? undefined).filter((days) => days <= most);
  const planFor = (days: number) => plans.find((plan) => plan.auditRetentionDays >= days)?.name;
  return (
    <Select
      label={otherText.keep}
      value={auditRetentionDays === null ? asPlan : String(auditRetentionDays)}
      options={[
        { value: asPlan, label: otherText.asPlan(daysWords(allows.auditRetentionDays)) },
        ...offered.map((days) => {
          const over = days > allows.auditRetentionDays;
          const label = over ? otherText.overPlan(daysWords(days), planFor(days)) : daysWords(days);
          return { value: String(days), label, disabled: over };
        }),
      ]}
      onChange={(days) => set("auditRetentionDays", days === asPlan ? null : Number(days))}
    />
  );
}
