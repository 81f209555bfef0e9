import type { Authenticators, Identity } from "../app/api-types.ts";
import { KindGroup } from "../authenticators/kind-group.tsx";
import { groupText } from "../authenticators/strings.ts";
import { Badge } from "../parts/badge.tsx";
import { ButtonLink, ShortLabel } from "../parts/button.tsx";
import { Card, Row } from "../parts/card.tsx";
import { day, list } from "../parts/format.ts";
import { Section } from "../parts/page.tsx";
import { knowsPasskeys } from "../passkeys/capabilities.ts";
import { securityText } from "./strings.ts";
import type { WaysIn } from "./ways-in.ts";

interface SignInSectionProps {
  authenticators: Authenticators;
  identities: Identity[];
  ways: WaysIn;
}

/** Work accounts, passkeys and the password: what opens the account. */
export function SignInSection({ authenticators, identities, ways }: SignInSectionProps) {
  const passkeys = authenticators.passkeys.filter((passkey) => !passkey.securityKey);
  const words = groupText.passkey;
  return (
    <Section title={securityText.signInTitle} headingId="sign-in-ways">
      <Card>
        {identities.map(({ id, connection, organization }) => (
          <Row
            key={id}
            icon="sign-in"
            title={<bdi>{connection.name}</bdi>}
            meta={<bdi>{securityText.providerMeta(organization.name)}</bdi>}
          />
        ))}
        {(knowsPasskeys() || passkeys.length > 0) && (
          <KindGroup
            icon="passkey"
            title={
              <>
                {words.title} <Badge tone="success">{words.badge}</Badge>
              </>
            }
            meta={words.meta}
            add={
              knowsPasskeys()
                ? { id: "add-passkey", href: "/security/passkeys/new", object: words.addObject }
                : undefined
            }
            authenticators={passkeys}
            preferred={authenticators.preferred}
          />
        )}
        <PasswordRow authenticators={authenticators} ways={ways} />
      </Card>
    </Section>
  );
}

function PasswordRow({ authenticators, ways }: Omit<SignInSectionProps, "identities">) {
  const { password, passkeys, passwordManagedBy: manager } = authenticators;
  if (manager) return <ManagedPassword manager={manager} hasOwn={password !== null} />;
  if (password === null) {
    return (
      <Row
        icon="lock"
        title={securityText.password}
        meta={
          ways.isOnlyByProvider
            ? securityText.passwordAtProvider(list(ways.organizations), list(ways.providers))
            : securityText.noPassword
        }
        wrap={ways.isOnlyByProvider}
        actions={
          <ButtonLink id="change-password" href="/security/password" size="sm" opensDialog>
            <ShortLabel verb={securityText.add} object={securityText.changeObject} />
          </ButtonLink>
        }
      />
    );
  }
  return (
    <Row
      icon="lock"
      title={securityText.password}
      meta={securityText.passwordChanged(day(password.changedAt))}
      wrap
      actions={
        <>
          {passkeys.some((passkey) => passkey.signsInAlone) && (
            <ButtonLink id="remove-password" href="/security/password/remove" size="sm" tone="ghost" opensDialog>
              <ShortLabel verb={securityText.remove} object={securityText.changeObject} />
            </ButtonLink>
          )}
          <ButtonLink id="change-password" href="/security/password" size="sm" opensDialog>
            <ShortLabel verb={securityText.change} object={securityText.changeObject} />
          </ButtonLink>
        </>
      }
    />
  );
}

interface ManagedPasswordProps {
  manager: NonNullable<Authenticators["passwordManagedBy"]>;
  /** One of their own, which signs in no more and still confirms changes. */
  hasOwn: boolean;
}

function ManagedPassword({ manager: { organization, url }, hasOwn }: ManagedPasswordProps) {
  return (
    <Row
      icon="lock"
      title={securityText.password}
      meta={
        <>
          {securityText.managedBy(organization.name)} {hasOwn && securityText.ownConfirms}
        </>
      }
      wrap
      actions={
        <>
          {hasOwn && (
            <ButtonLink id="change-password" href="/security/password" size="sm" tone="ghost" opensDialog>
              <ShortLabel verb={securityText.change} object={securityText.changeObject} />
            </ButtonLink>
          )}
          {url !== null && (
            <a className="m-btn m-btn-sm" href={url} rel="noreferrer">
              {securityText.managedLink}
            </a>
          )}
        </>
      }
    />
  );
}
