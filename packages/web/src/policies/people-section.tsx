import { Card } from "../parts/card.tsx";
import { Section } from "../parts/page.tsx";
import { Select } from "../parts/select.tsx";
import { Setting } from "../parts/setting.tsx";
import { TextField } from "../parts/text-field.tsx";
import { CopiesUnconfirmed } from "./copies-unconfirmed.tsx";
import { isAddress } from "./draft.ts";
import { useEditor } from "./editor.ts";
import { Hint } from "./set-by.tsx";
import { draftText, otherText } from "./strings.ts";

const unset = "unset";

/** Password rules, and who else hears of alerts. */
export function PasswordsSection() {
  const { draft, set } = useEditor();
  const { passwordPreset } = draft.whole;
  return (
    <Section title={otherText.passwordTitle}>
      <Card>
        <Setting
          title={otherText.password}
          hint={<Hint policy="passwordPreset" words={otherText.passwordHint} />}
          control={
            <Select
              label={otherText.password}
              value={passwordPreset ?? unset}
              options={[
                { value: unset, label: otherText.notSet },
                { value: "default", label: otherText.presets.default },
                { value: "nist", label: otherText.presets.nist },
                { value: "mixed", label: otherText.presets.mixed },
              ]}
              onChange={(preset) => set("passwordPreset", preset === unset ? null : preset)}
            />
          }
        />
      </Card>
    </Section>
  );
}

export function AlertCopiesSection() {
  const { draft, loaded, set } = useEditor();
  const { alertCopiesTo } = draft.whole;
  const unfit = alertCopiesTo !== null && !isAddress(alertCopiesTo);
  const changed = alertCopiesTo !== loaded.saved.whole.alertCopiesTo;
  return (
    <Section title={otherText.alerts}>
      <div className="m-card m-card-pad">
        <TextField
          label={otherText.alertsLabel}
          type="email"
          autoComplete="off"
          maxLength={254}
          value={alertCopiesTo ?? ""}
          onChange={(address) => set("alertCopiesTo", address.trim() === "" ? null : address.trim())}
          hint={<Hint policy="alertCopiesTo" words={otherText.alertsHint} />}
          error={unfit && changed ? draftText.address : undefined}
        />
        {loaded.policies.alertCopiesConfirmed === false && !changed && <CopiesUnconfirmed />}
      </div>
    </Section>
  );
}
