import { refusedWords } from "../app/trouble.ts";
import { Segments } from "../parts/segments.tsx";
import { TextField, type TextFieldProps } from "../parts/text-field.tsx";
import type { DetailField, Details } from "./details.ts";
import { connectText } from "./connect-strings.ts";
import { MetadataFile } from "./metadata-file.tsx";
import { ReadDetails } from "./read-details.tsx";
import { TextArea } from "./text-area.tsx";

interface DetailsFieldsProps {
  details: Details;
  error: Error | null;
}

/** Where the server's words about a field point. */
const pointers: Partial<Record<DetailField, string>> = {
  url: "metadata/url",
  xml: "metadata/xml",
  entityId: "metadata/entityId",
  ssoUrl: "metadata/ssoUrl",
  certificates: "metadata/certificates/0",
};

// Of a secret that is there already it is not plain why it should be entered: that is said, and why.
function missingWords(field: DetailField, hasKeep: boolean): string {
  if (field === "name") return connectText.nameMissing;
  return field === "clientSecret" && hasKeep ? connectText.secretNeeded : connectText.missing;
}

export function DetailsFields({ details, error }: DetailsFieldsProps) {
  const of = (field: DetailField) => ({
    value: details.fields[field],
    onChange: (value: string) => details.set(field, value),
    error: details.missing.has(field)
      ? missingWords(field, details.connection !== null)
      : refusedWords(error, pointers[field] ?? field),
  });
  return (
    <>
      <TextField
        label={connectText.name}
        hint={connectText.nameHint}
        maxLength={100}
        autoComplete="off"
        {...of("name")}
      />
      {details.kind === "oidc" ? (
        <OidcFields of={of} hasKeep={details.connection !== null} />
      ) : (
        <SamlFields of={of} details={details} />
      )}
    </>
  );
}

type FieldOf = (field: DetailField) => Pick<TextFieldProps, "value" | "onChange"> & { error: string | undefined };

const plain = { autoComplete: "off", spellCheck: false, mono: true } as const;

function OidcFields({ of, hasKeep }: { of: FieldOf; hasKeep: boolean }) {
  return (
    <>
      <TextField label={connectText.issuer} type="url" hint={connectText.issuerHint} {...plain} {...of("issuer")} />
      <TextField label={connectText.clientId} {...plain} {...of("clientId")} />
      <TextField
        label={connectText.clientSecret}
        type="password"
        hint={hasKeep ? connectText.secretAgain : connectText.secretHint}
        {...plain}
        autoComplete="new-password"
        {...of("clientSecret")}
      />
      <TextField label={connectText.scopes} hint={connectText.scopesHint} {...plain} {...of("scopes")} />
    </>
  );
}

function SamlFields({ of, details: { way, setWay, connection } }: { of: FieldOf; details: Details }) {
  const { keep, ways } = connectText;
  const options = [
    ...(connection !== null ? [{ value: "keep" as const, label: keep }] : []),
    { value: "url" as const, label: ways.url },
    { value: "xml" as const, label: ways.xml },
    { value: "parts" as const, label: ways.parts },
  ];
  return (
    <>
      <Segments label={connectText.how} value={way} options={options} onChange={setWay} wraps />
      {way === "keep" && connection !== null && <ReadDetails connection={connection} />}
      {way === "url" && (
        <TextField
          label={connectText.metadataUrl}
          type="url"
          hint={connectText.metadataUrlHint}
          {...plain}
          {...of("url")}
        />
      )}
      {way === "xml" && <MetadataFile {...of("xml")} />}
      {way === "parts" && (
        <>
          <TextField label={connectText.entityId} {...plain} {...of("entityId")} />
          <TextField label={connectText.ssoUrl} type="url" {...plain} {...of("ssoUrl")} />
          <TextArea
            label={connectText.certificate}
            hint={connectText.certificateHint}
            rows={6}
            {...of("certificates")}
          />
        </>
      )}
    </>
  );
}
