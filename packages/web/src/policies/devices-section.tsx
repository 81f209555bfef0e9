import { Card } from "../parts/card.tsx";
import { daysWords, secondsWords } from "../parts/format.ts";
import { Section } from "../parts/page.tsx";
import { Select } from "../parts/select.tsx";
import { Setting } from "../parts/setting.tsx";
import { rememberDays, windowSeconds, withCurrent } from "./choices.ts";
import { useEditor } from "./editor.ts";
import { Hint } from "./set-by.tsx";
import { deviceText } from "./strings.ts";

const unset = "unset";
const usual = { windowSeconds: 600, strength: "second-factor" } as const;
const strengths = Object.keys(deviceText.strengths) as (keyof typeof deviceText.strengths)[];

/** Remembered devices, and how "Confirm it's you" works. */
export function DevicesSection() {
  const { draft, set } = useEditor();
  const { rememberedDevices } = draft.whole;
  return (
    <Section title={deviceText.title}>
      <Card>
        <Setting
          title={deviceText.remembered}
          hint={<Hint policy="rememberedDevices" words={deviceText.rememberedHint} />}
          control={
            <Select
              label={deviceText.remembered}
              value={rememberedDevices === null ? unset : String(rememberedDevices.maxDays)}
              options={[
                { value: unset, label: deviceText.notSet },
                ...withCurrent(rememberDays, rememberedDevices?.maxDays).map((days) => ({
                  value: String(days),
                  label: days === 0 ? deviceText.never : deviceText.upTo(daysWords(days)),
                })),
              ]}
              onChange={(days) => set("rememberedDevices", days === unset ? null : { maxDays: Number(days) })}
            />
          }
        />
        <ConfirmationSettings />
      </Card>
    </Section>
  );
}

function ConfirmationSettings() {
  const { draft, set } = useEditor();
  const { stepUp } = draft.whole;
  return (
    <>
      <Setting
        title={deviceText.window}
        hint={<Hint policy="stepUp" words={deviceText.windowHint} />}
        control={
          <Select
            label={deviceText.window}
            value={stepUp === null ? unset : String(stepUp.windowSeconds)}
            options={[
              { value: unset, label: deviceText.default },
              ...withCurrent(windowSeconds, stepUp?.windowSeconds).map((seconds) => ({
                value: String(seconds),
                label: secondsWords(seconds),
              })),
            ]}
            onChange={(seconds) =>
              set("stepUp", seconds === unset ? null : { ...(stepUp ?? usual), windowSeconds: Number(seconds) })
            }
          />
        }
      />
      {stepUp !== null && (
        <Setting
          title={deviceText.strength}
          hint={deviceText.strengthHint}
          control={
            <Select
              label={deviceText.strength}
              value={stepUp.strength}
              options={strengths.map((strength) => ({ value: strength, label: deviceText.strengths[strength] }))}
              onChange={(strength) => set("stepUp", { ...stepUp, strength })}
            />
          }
        />
      )}
    </>
  );
}
