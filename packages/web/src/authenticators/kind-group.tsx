import type { ReactNode } from "react";
import type { PageLink } from "../../../server/src/addresses.ts";
import type { Authenticator } from "../app/api-types.ts";
import { Badge } from "../parts/badge.tsx";
import { ButtonLink, ShortLabel } from "../parts/button.tsx";
import { Bits, Row } from "../parts/card.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { ActionMenu } from "../parts/menu.tsx";
import { partsText } from "../parts/strings.ts";
import { useAuthenticatorFacts } from "./facts.ts";
import { authenticatorText } from "./strings.ts";

interface KindGroupProps {
  icon: IconName;
  title: ReactNode;
  meta: string;
  /** The link that adds one; none where this browser or this deployment cannot. */
  add?: { id: string; href: PageLink; object: string } | undefined;
  authenticators: Authenticator[];
  /** Whose badge says so, when there is more than one to prefer. */
  preferred: string | null;
}

/** One kind of authenticator: what it is, those there are, and one more. */
export function KindGroup({ icon, title, meta, add, authenticators, preferred }: KindGroupProps) {
  return (
    <div>
      <Row
        icon={icon}
        title={title}
        meta={meta}
        actions={
          add && (
            <ButtonLink id={add.id} href={add.href} size="sm" opensDialog>
              <ShortLabel verb={authenticatorText.add} object={add.object} />
            </ButtonLink>
          )
        }
      />
      {authenticators.length > 0 && (
        <ul className="m-items">
          {authenticators.map((authenticator) => (
            <Item key={authenticator.id} authenticator={authenticator} preferred={authenticator.id === preferred} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Item({ authenticator, preferred }: { authenticator: Authenticator; preferred: boolean }) {
  const facts = useAuthenticatorFacts();
  const { id, name } = authenticator;
  const unusable = authenticator.kind === "phone" && !authenticator.usable;
  return (
    <li className="m-item">
      <div className="m-item-body">
        <p className="m-item-title">
          <span dir="auto">{name}</span> {preferred && <Badge>{authenticatorText.preferred}</Badge>}
          {unusable && <Badge tone="outline">{authenticatorText.unusable}</Badge>}
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
