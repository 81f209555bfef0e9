import { useEffect, useState } from "react";
import type { Domain, SetUp } from "../app/api-types.ts";
import { Refused } from "../app/refused.tsx";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Form } from "../parts/form.tsx";
import { DomainFields, useDomainDraft } from "../single-sign-on/add-domain-form.tsx";
import { domainId, DomainRecord } from "../single-sign-on/domain-record.tsx";
import { domainText } from "../single-sign-on/strings.ts";
import { PortalPage } from "./portal-page.tsx";
import { setUpText } from "./strings.ts";
import { useLookAgain } from "./use-look-again.ts";
import { useAddDomain, useRemoveDomain, useVerifyDomain } from "./use-set-up.ts";

export function DomainsStep({ state, onNext }: { state: SetUp; onNext: () => void }) {
  const { domains } = state;
  const [isAdding, setAdding] = useState(false);
  const noteAdded = useFocusOnAdded();
  const isLooking = useLookAgain(domains.filter(({ status }) => status === "pending"));
  const isProven = domains.length > 0 && domains.every(({ status }) => status === "verified");
  return (
    <PortalPage
      state={state}
      step="domains"
      title={setUpText.domainsTitle}
      lead={setUpText.domainsLead}
      foot={
        <>
          <span className="m-small m-muted">
            {domains.length > 0 && !isProven && (isLooking ? setUpText.looking : setUpText.lookedEnough)}
          </span>
          <Button tone={isProven ? "primary" : "default"} onClick={onNext}>
            {setUpText.goOn}
          </Button>
        </>
      }
    >
      <div className="m-stack">
        {domains.length > 0 && <h2 className="m-sr">{domainText.title}</h2>}
        {domains.length > 0 && (
          <Card>
            {domains.map((domain) => (
              <LinkedDomain key={`${domain.id}${domain.status}`} domain={domain} />
            ))}
          </Card>
        )}
        {domains.length === 0 || isAdding ? (
          <AddDomain
            onDone={(name) => {
              setAdding(false);
              noteAdded(name);
            }}
          />
        ) : (
          <div>
            <Button size="sm" icon="plus" onClick={() => setAdding(true)}>
              {setUpText.addAnother}
            </Button>
          </div>
        )}
      </div>
    </PortalPage>
  );
}

/** The form that was in focus is gone: what it added is gone on from. */
function useFocusOnAdded(): (name: string) => void {
  const [added, setAdded] = useState<string | null>(null);
  useEffect(() => {
    if (added !== null) document.getElementById(domainId(added))?.focus();
  }, [added]);
  return setAdded;
}

function LinkedDomain({ domain }: { domain: Domain }) {
  const verify = useVerifyDomain(domain.id);
  const remove = useRemoveDomain(domain.id);
  return (
    <>
      <DomainRecord
        domain={domain}
        verify={verify}
        actions={
          domain.status === "pending" && (
            <Button
              size="sm"
              tone="danger-quiet"
              busy={remove.isPending && domainText.removing}
              onClick={() => remove.mutate()}
            >
              {setUpText.remove}
            </Button>
          )
        }
      />
      <Refused error={remove.error} />
    </>
  );
}

function AddDomain({ onDone }: { onDone: (name: string) => void }) {
  const draft = useDomainDraft();
  const add = useAddDomain(() => onDone(draft.name));
  const submit = () => {
    const given = draft.take();
    if (given !== undefined) add.mutate(given);
  };
  return (
    <div className="m-card m-card-pad">
      <Form className="m-stack" onSubmit={submit} refusal={draft.missing ?? add.error}>
        <DomainFields draft={draft} error={add.error} />
        <div>
          <Button tone="primary" type="submit" busy={add.isPending && domainText.adding}>
            {domainText.add}
          </Button>
        </div>
      </Form>
    </div>
  );
}
