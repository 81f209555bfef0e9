import { useState } from "react";
import { Refused } from "../app/refused.tsx";
import { refusedWords } from "../app/trouble.ts";
import { Check } from "../parts/check.tsx";
import { TextField } from "../parts/text-field.tsx";
import { domainText } from "./strings.ts";

/** What is typed of a domain that is added. */
export function useDomainDraft() {
  const [name, setName] = useState("");
  const [includeSubdomains, setSubdomains] = useState(false);
  const [missing, setMissing] = useState<object | null>(null);
  return {
    name,
    includeSubdomains,
    missing,
    setName: (typed: string) => {
      setName(typed);
      setMissing(null);
    },
    setSubdomains,
    /** What is sent; undefined where nothing was typed. */
    take() {
      const typed = name.trim().toLowerCase();
      setMissing(typed === "" ? {} : null);
      return typed === "" ? undefined : { name: typed, includeSubdomains };
    },
  };
}

interface FieldsProps {
  draft: ReturnType<typeof useDomainDraft>;
  error: Error | null;
}

export function DomainFields({ draft, error }: FieldsProps) {
  const said = refusedWords(error, "name");
  return (
    <>
      {said === undefined && <Refused error={error} />}
      <TextField
        label={domainText.domain}
        value={draft.name}
        onChange={draft.setName}
        placeholder="acme.com"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        inputMode="url"
        maxLength={300}
        data-autofocus
        error={draft.missing === null ? said : domainText.missing}
      />
      <Check checked={draft.includeSubdomains} onChange={draft.setSubdomains} hint={domainText.alsoSubdomainsHint}>
        {domainText.alsoSubdomains}
      </Check>
    </>
  );
}
