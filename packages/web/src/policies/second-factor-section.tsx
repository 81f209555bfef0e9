import { Card } from "../parts/card.tsx";
import { daysWords } from "../parts/format.ts";
import { Section } from "../parts/page.tsx";
import { Select } from "../parts/select.tsx";
import { Setting } from "../parts/setting.tsx";
import { Switch } from "../parts/switch.tsx";
import { graceDays, withCurrent } from "./choices.ts";
import { useEditor } from "./editor.ts";
import { Impact } from "./impact.tsx";
import { MethodsSetting } from "./methods-setting.tsx";
import { Hint } from "./set-by.tsx";
import { factorText } from "./strings.ts";

const usual = { required: "two-factor", graceDays: 14 } as const;

/** Whether members need a second factor, from when on, and which ones there may be. */
export function SecondFactorSection() {
  const { draft, set } = useEditor();
  const { secondFactor } = draft.whole;
  const on = secondFactor !== null && secondFactor.required !== "none";
  return (
    <Section title={factorText.title}>
      <Card>
        <Setting
          title={factorText.require}
          hint={<Hint policy="secondFactor" words={factorText.requireHint} />}
          control={
            <Switch
              label={factorText.require}
              checked={on}
              onChange={(checked) => set("secondFactor", checked ? usual : null)}
            />
          }
        />
        {on && <RequiredSettings />}
        <MethodsSetting />
      </Card>
    </Section>
  );
}

function RequiredSettings() {
  const { draft, set } = useEditor();
  const secondFactor = draft.whole.secondFactor ?? usual;
  return (
    <>
      <Setting
        title={factorText.strength}
        hint={factorText.strengthHint}
        control={
          <Select
            label={factorText.strength}
            value={secondFactor.required}
            options={[
              { value: "two-factor", label: factorText.anyFactor },
              { value: "phishing-resistant", label: factorText.onlyKeys },
            ]}
            onChange={(required) => set("secondFactor", { ...secondFactor, required })}
          />
        }
      />
      <Setting
        title={factorText.grace}
        hint={factorText.graceHint}
        control={
          <Select
            label={factorText.grace}
            value={String(secondFactor.graceDays)}
            options={withCurrent(graceDays, secondFactor.graceDays).map((days) => ({
              value: String(days),
              label: days === 0 ? factorText.noGrace : daysWords(days),
            }))}
            onChange={(days) => set("secondFactor", { ...secondFactor, graceDays: Number(days) })}
          />
        }
      >
        <Impact />
      </Setting>
    </>
  );
}
