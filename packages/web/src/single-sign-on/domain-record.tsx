import { isProblem } from "@mortise/sdk";
import { useState, type ReactNode } from "react";
import type { Domain } from "../app/api-types.ts";
import { explainInServersWords, wasCancelled } from "../app/trouble.ts";
import { Status } from "../parts/badge.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Row } from "../parts/card.tsx";
import { Ago } from "../parts/clock.tsx";
import { Copies } from "../parts/copies.tsx";
import { day, list } from "../parts/format.ts";
import { Sentence } from "../parts/sentence.tsx";
import { CopyMessage } from "./copy-message.tsx";
import { domainText } from "./strings.ts";
import "./stack.css";

interface DomainRecordProps {
  domain: Domain;
  /** Looks for the record now; absent for who may not. */
  verify?: { mutate: () => void; isPending: boolean; error: Error | null };
  /** More that can be done, at the end of the line. */
  actions?: ReactNode;
}

/** Where focus goes that belongs to a domain. */
export const domainId = (name: string): string => `domain-${name.trim().toLowerCase()}`;

/** A domain: its record to copy until it is proven, and what DNS said when it was asked last. */
export function DomainRecord({ domain, verify, actions }: DomainRecordProps) {
  const { name, status } = domain;
  const named = (words: string) => domainText.named(words, name);
  const [isOpen, setOpen] = useState(status === "pending");
  return (
    <div>
      <Row
        icon="link"
        wrap
        title={
          <>
            <span className="m-ltr" id={domainId(name)} tabIndex={-1}>
              {name}
            </span>{" "}
            <DomainStatus status={status} />
          </>
        }
        meta={<Meta domain={domain} />}
        actions={
          <>
            <Button
              size="sm"
              aria-expanded={isOpen}
              aria-label={named(isOpen ? domainText.hide : domainText.show)}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? domainText.hide : domainText.show}
            </Button>
            {verify && (
              <Button
                size="sm"
                tone={status === "verified" ? "default" : "primary"}
                aria-label={named(domainText.check)}
                busy={verify.isPending && domainText.checking}
                onClick={() => verify.mutate()}
              >
                {domainText.check}
              </Button>
            )}
            {actions}
          </>
        }
      />
      {(isOpen || verify?.error) && (
        <div className="m-pad m-stack">
          {verify?.error && <NotProven error={verify.error} domain={domain} />}
          {isOpen && <Record domain={domain} />}
        </div>
      )}
      {status === "failing" && domain.failingSince !== null && (
        <div className="m-pad">
          <Banner tone="danger" title={domainText.gone}>
            {domainText.goneText(day(domain.failingSince))}
          </Banner>
        </div>
      )}
    </div>
  );
}

function Record({ domain: { name, record } }: { domain: Domain }) {
  const { type, host, value } = record;
  const short = host.endsWith(`.${name}`) ? host.slice(0, -name.length - 1) : host;
  return (
    <>
      <Copies
        of={name}
        items={[
          { label: domainText.type, value: type },
          { label: domainText.name, value: host, hint: domainText.nameHint(short) },
          { label: domainText.value, value },
        ]}
      />
      <CopyMessage
        before={domainText.notYours}
        message={domainText.recordMessage({ domain: name, type, host, value })}
        of={name}
      />
    </>
  );
}

function DomainStatus({ status }: Pick<Domain, "status">) {
  if (status === "verified") return <Status tone="success">{domainText.verified}</Status>;
  if (status === "failing") return <Status tone="danger">{domainText.failing}</Status>;
  return <Status tone="warning">{domainText.waiting}</Status>;
}

function Meta({ domain: { status, verifiedAt, checkedAt, includeSubdomains } }: { domain: Domain }) {
  if (status === "pending") return domainText.addRecord;
  return (
    <>
      {verifiedAt !== null && domainText.since(day(verifiedAt))}{" "}
      {checkedAt !== null && <Sentence text={domainText.checked} slots={{ ago: <Ago at={checkedAt} /> }} />}{" "}
      {includeSubdomains && domainText.subdomains}
    </>
  );
}

function NotProven({ error, domain: { name, record } }: { error: Error; domain: Domain }) {
  if (wasCancelled(error)) return null;
  if (!isProblem(error, "domain-not-proven")) {
    return (
      <Banner tone="warning" compact alert>
        {explainInServersWords(error)}
      </Banner>
    );
  }
  const { seen } = error.members;
  const texts = <span className="m-mono m-ltr">{list(seen)}</span>;
  return (
    <Banner tone="warning" title={domainText.notYet} alert>
      {seen.length === 0 ? domainText.seenNothing : <Sentence text={domainText.seen} slots={{ seen: texts }} />}{" "}
      {domainText.doubled(`${record.host}.${name}`)}
    </Banner>
  );
}
