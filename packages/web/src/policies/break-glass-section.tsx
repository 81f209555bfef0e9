import { useMay, useOrganization } from "../app/organization-gate.tsx";
import { Card } from "../parts/card.tsx";
import { Check } from "../parts/check.tsx";
import { Section } from "../parts/page.tsx";
import { FieldNote } from "../parts/text-field.tsx";
import { useEditor } from "./editor.ts";
import { draftText, otherText } from "./strings.ts";
import { useOwners } from "./use-owners.ts";

/** Two owners who may pass the IP allowlist and single sign-on. */
export function BreakGlassSection() {
  const { loaded } = useEditor();
  const { allows } = useOrganization();
  // Without an allowlist or single sign-on there is nothing to pass; who is named already can still be taken off.
  if (
    !allows.ipAllowlist &&
    !allows.sso &&
    !loaded.saved.whole.ipAllowlist?.enabled &&
    loaded.saved.breakGlass.length === 0
  )
    return null;
  return (
    <Section title={otherText.glassTitle} headingId="break-glass" lead={otherText.glassLead}>
      <Card>
        <div className="m-setting">
          <fieldset className="m-setting-more" aria-describedby="break-glass-note">
            <legend className="m-setting-title">{otherText.glassOwners}</legend>
            <Owners />
          </fieldset>
        </div>
      </Card>
    </Section>
  );
}

function Owners() {
  const { draft, setBreakGlass } = useEditor();
  const may = useMay("name-break-glass");
  const owners = useOwners();
  const named = draft.breakGlass;
  const fit = owners.filter(({ hasPasskey }) => hasPasskey).length;
  const toggle = (id: string, chosen: boolean) =>
    setBreakGlass(chosen ? [...named, id] : named.filter((each) => each !== id));
  return (
    <>
      {owners.length === 0 && <p className="m-setting-hint">{otherText.nobodyNamed}</p>}
      {owners.map(({ id, name, email, hasPasskey }) => {
        const isNamed = named.includes(id);
        // A third is chosen only after one of the two is taken off.
        const open = may && (isNamed || (hasPasskey && fit > 1 && named.length < 2));
        return (
          <Check
            key={id}
            checked={isNamed}
            disabled={!open}
            onChange={(chosen) => toggle(id, chosen)}
            hint={hasPasskey ? otherText.ready : otherText.noPasskey}
          >
            <bdi>{name}</bdi> <span className="m-muted m-ltr">{email}</span>
          </Check>
        );
      })}
      <FieldNote
        id="break-glass-note"
        hint={may ? (fit < 2 ? otherText.tooFew : undefined) : otherText.onlyOwners}
        error={named.length === 1 && may ? draftText.twoOwners : undefined}
      />
    </>
  );
}
