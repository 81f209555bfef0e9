import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useClient } from "../app/client.ts";
import { useMay, useOrganization } from "../app/organization-gate.tsx";
import { Card } from "../parts/card.tsx";
import { Check } from "../parts/check.tsx";
import { Section } from "../parts/page.tsx";
import { FieldNote } from "../parts/text-field.tsx";
import { useEditor } from "./editor.ts";
import { draftText, otherText } from "./strings.ts";

interface Owner {
  id: string;
  name: string;
  email: string;
  hasPasskey: boolean;
}

/** Two owners who may pass the IP allowlist. */
export function BreakGlassSection() {
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
  const toggle = (id: string, chosen: boolean) =>
    setBreakGlass(chosen ? [...named, id] : named.filter((each) => each !== id));
  return (
    <>
      {owners.length === 0 && <p className="m-setting-hint">{otherText.nobodyNamed}</p>}
      {owners.map(({ id, name, email, hasPasskey }) => {
        const isNamed = named.includes(id);
        // A third is chosen only after one of the two is taken off.
        const open = may && (isNamed || (hasPasskey && named.length < 2));
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
        hint={may ? undefined : otherText.onlyOwners}
        error={named.length === 1 && may ? draftText.twoOwners : undefined}
      />
    </>
  );
}

/** All owners, for those who may name them; else those who are named. */
function useOwners(): Owner[] {
  const client = useClient();
  const { id: org } = useOrganization();
  const { loaded } = useEditor();
  const may = useMay("name-break-glass");
  const query = { role: "owner", limit: 100 } as const;
  const { data } = useQuery({
    queryKey: ["members", org, "owners"],
    queryFn: () => answerOf(client.GET("/v1/organizations/{org}/members", { params: { path: { org }, query } })),
    enabled: may,
  });
  const { owners: named } = loaded.breakGlass;
  if (!may || data === undefined) return named;
  return data.items.map(({ account, protection }) => ({
    ...account,
    hasPasskey:
      protection === "phishing-resistant" || named.some(({ id, hasPasskey }) => id === account.id && hasPasskey),
  }));
}
