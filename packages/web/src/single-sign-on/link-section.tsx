import type { SetupLink } from "../app/api-types.ts";
import { ConfirmDialog } from "../app/confirm-dialog.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { useMay } from "../app/organization-gate.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Card, Row } from "../parts/card.tsx";
import { Ago, useNow } from "../parts/clock.tsx";
import { dayAndTime } from "../parts/format.ts";
import { Section } from "../parts/page.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { linkText } from "./link-strings.ts";
import { useTakeLinkBack } from "./use-rules-and-links.ts";
import { useHome } from "./use-connections.ts";
import { useSetupLink } from "./use-sso.ts";

export function LinkSection() {
  const link = useSetupLink().data?.items[0];
  const may = useMay("manage-sso");
  const home = useHome();
  if (!may && link === undefined) return null;
  return (
    <Section
      title={linkText.title}
      headingId="set-up-link"
      lead={linkText.lead}
      action={
        may && (
          <ButtonLink id="make-link" href={`${home}/set-up-link`} size="sm" icon="link" opensDialog>
            {linkText.make}
          </ButtonLink>
        )
      }
    >
      <Card>
        {link === undefined ? (
          <p className="m-pad m-muted">{linkText.none}</p>
        ) : (
          <Row
            icon="link"
            wrap
            title={linkText.stands}
            meta={<Meta link={link} />}
            actions={
              may && (
                <ButtonLink href={`${home}/set-up-link/take-back`} size="sm" tone="danger-quiet" opensDialog>
                  {linkText.takeBack}
                </ButtonLink>
              )
            }
          />
        )}
      </Card>
    </Section>
  );
}

function Meta({ link: { expiresAt, openedAt, email, by } }: { link: SetupLink }) {
  const now = useNow(60_000);
  return (
    <>
      <Sentence text={linkText.until} slots={{ time: dayAndTime(expiresAt, now) }} />{" "}
      {openedAt === null ? (
        linkText.notOpened
      ) : (
        <Sentence text={linkText.opened} slots={{ ago: <Ago at={openedAt} /> }} />
      )}{" "}
      {by !== null && <bdi>{linkText.by(by)}</bdi>} {email !== null && linkText.sentTo(email)}
    </>
  );
}

export function TakeLinkBackDialog() {
  const close = useCloseTo(useHome());
  const takeBack = useTakeLinkBack(close);
  return (
    <ConfirmDialog
      title={linkText.takeBackTitle}
      lead={linkText.takeBackLead}
      words={{ keep: linkText.keep, submit: linkText.takeBack, busy: linkText.takingBack }}
      doing={takeBack}
      onClose={close}
      returnFocusTo={["make-link"]}
    />
  );
}
