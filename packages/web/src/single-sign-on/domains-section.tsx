import type { Domain } from "../app/api-types.ts";
import { ConfirmDialog } from "../app/confirm-dialog.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { useMay } from "../app/organization-gate.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { Section } from "../parts/page.tsx";
import { DomainFields, useDomainDraft } from "./add-domain-form.tsx";
import { domainId, DomainRecord } from "./domain-record.tsx";
import { NeededDialog, wouldStrand } from "./needed-dialog.tsx";
import { safetyText } from "./safety-strings.ts";
import { domainText, ssoPageText } from "./strings.ts";
import { useIsRequired } from "./use-requirement.ts";
import { useHome } from "./use-connections.ts";
import { useAddDomain, useRemoveDomain, useVerifyDomain } from "./use-sso.ts";

export function DomainsSection({ domains, isRequired }: { domains: Domain[]; isRequired: boolean }) {
  const may = useMay("manage-sso");
  const home = useHome();
  return (
    <Section
      title={domainText.title}
      headingId="domains"
      lead={domainText.lead}
      action={
        may && (
          <ButtonLink id="add-domain" href={`${home}/domains/new`} size="sm" icon="plus" opensDialog>
            {domainText.add}
          </ButtonLink>
        )
      }
    >
      <Card>
        {domains.length === 0 && <p className="m-pad m-muted">{domainText.none}</p>}
        {domains.map((domain) =>
          may ? <OwnDomain key={domain.id} domain={domain} /> : <DomainRecord key={domain.id} domain={domain} />,
        )}
        {isRequired && domains.some(({ status }) => status !== "pending") && (
          <p className="m-card-foot">
            <Icon name="info" />
            <span>{safetyText.domainsKept}</span>
          </p>
        )}
      </Card>
    </Section>
  );
}

function OwnDomain({ domain }: { domain: Domain }) {
  const verify = useVerifyDomain(domain.id);
  const home = useHome();
  const remove = (
    <ButtonLink
      id={`remove-${domain.id}`}
      href={`${home}/domains/${domain.id}/remove`}
      size="sm"
      tone="danger-quiet"
      opensDialog
      aria-label={domainText.named(domainText.remove, domain.name)}
    >
      {domainText.remove}
    </ButtonLink>
  );
  // Its record shows while it is not proven; once it is, it closes.
  return <DomainRecord key={domain.status} domain={domain} verify={verify} actions={remove} />;
}

export function AddDomainDialog() {
  const close = useCloseTo(useHome());
  const draft = useDomainDraft();
  const add = useAddDomain(close);
  const submit = () => {
    const given = draft.take();
    if (given !== undefined) add.mutate(given);
  };
  return (
    <Dialog
      title={domainText.addTitle}
      lead={domainText.addLead}
      size="sm"
      onClose={close}
      onSubmit={submit}
      refusal={draft.missing ?? add.error}
      returnFocusTo={[domainId(draft.name), "add-domain"]}
      foot={
        <>
          <Button onClick={close}>{ssoPageText.cancel}</Button>
          <Button tone="primary" type="submit" busy={add.isPending && domainText.adding}>
            {domainText.add}
          </Button>
        </>
      }
    >
      <DomainFields draft={draft} error={add.error} />
    </Dialog>
  );
}

export function RemoveDomainDialog({ domain }: { domain: Domain }) {
  const close = useCloseTo(useHome());
  const remove = useRemoveDomain(domain.id, close);
  const isRequired = useIsRequired();
  const returnFocusTo = [`remove-${domain.id}`, "domains"];
  if ((isRequired && domain.verifiedAt !== null) || wouldStrand(remove.error))
    return <NeededDialog name={domain.name} lead={safetyText.domainNeeded} returnFocusTo={returnFocusTo} />;
  return (
    <ConfirmDialog
      title={domainText.removeTitle(domain.name)}
      lead={domain.verifiedAt === null ? domainText.removeUnproven : domainText.removeLead}
      words={{ keep: domainText.keep, submit: domainText.remove, busy: domainText.removing }}
      doing={remove}
      onClose={close}
      returnFocusTo={returnFocusTo}
    />
  );
}
