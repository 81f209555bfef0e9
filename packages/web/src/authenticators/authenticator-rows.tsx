import type { Authenticator, Authenticators } from "../app/api-types.ts";
import { Badge } from "../parts/badge.tsx";
import { ButtonLink, ShortLabel } from "../parts/button.tsx";
import { Bits, Row } from "../parts/card.tsx";
import { Icon } from "../parts/icon.tsx";
import { ActionMenu } from "../parts/menu.tsx";
import { partsText } from "../parts/strings.ts";
import { useAuthenticatorFacts } from "./facts.ts";
import { authenticatorText } from "./strings.ts";

export function AuthenticatorRows({ authenticators }: { authenticators: Authenticators }) {
  const { totp, preferred } = authenticators;
  return (
    <div>
      <Row
        icon="phone"
        title={authenticatorText.rowTitle}
        meta={totp.length === 0 ? authenticatorText.rowMetaFirst : authenticatorText.rowMeta}
        actions={
          <ButtonLink id="add-authenticator" href="/security/authenticators/new" size="sm" opensDialog>
            <ShortLabel verb={authenticatorText.add} object={authenticatorText.addObject} />
          </ButtonLink>
        }
      />
      {totp.length > 0 && (
        <ul className="m-items">
          {totp.map((authenticator) => (
            <Item
              key={authenticator.id}
              authenticator={authenticator}
              preferred={totp.length > 1 && authenticator.id === preferred}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function Item({ authenticator, preferred }: { authenticator: Authenticator; preferred: boolean }) {
  const facts = useAuthenticatorFacts();
  const { id, name } = authenticator;
  return (
    <li className="m-item">
      <div className="m-item-body">
        <p className="m-item-title">
          <span dir="auto">{name}</span> {preferred && <Badge>{authenticatorText.preferred}</Badge>}
        </p>
        <p className="m-item-meta">
          <Bits items={facts(authenticator)} />
        </p>
      </div>
      <ActionMenu
        className="m-btn m-btn-ghost m-btn-sm m-btn-icon"
        id={`actions-${id}`}
        label={partsText.actionsFor(name)}
        entries={[
          { icon: "pencil", label: authenticatorText.rename, href: `/security/authenticators/${id}/rename` },
          {
            icon: "trash",
            label: authenticatorText.remove,
            danger: true,
            href: `/security/authenticators/${id}/remove`,
          },
        ]}
      >
        <Icon name="more" size={20} />
      </ActionMenu>
    </li>
  );
}
