import { useIdentities } from "../app/queries.ts";
import { day } from "../parts/format.ts";
import { Card, Row } from "../parts/card.tsx";
import { Section } from "../parts/page.tsx";
import { identitiesText } from "../members/identities-strings.ts";

/** What the account is known by at organizations' identity providers; nothing for whoever has none. */
export function IdentitiesSection() {
  const { data } = useIdentities();
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Section title={identitiesText.section} lead={identitiesText.sectionLead}>
      <Card>
        {data.items.map(({ id, connection, organization, address, subject, linkedAt }) => (
          <Row
            key={id}
            icon="sign-in"
            title={<bdi>{identitiesText.at(connection.name, organization.name)}</bdi>}
            meta={<bdi>{identitiesText.facts(address ?? subject, day(linkedAt))}</bdi>}
          />
        ))}
      </Card>
    </Section>
  );
}
