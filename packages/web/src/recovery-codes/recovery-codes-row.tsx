import type { Authenticators } from "../app/api-types.ts";
import { ButtonLink, ShortLabel } from "../parts/button.tsx";
import { Row } from "../parts/card.tsx";
import { day } from "../parts/format.ts";
import { CodesMeter } from "./codes-meter.tsx";
import { codesText } from "./strings.ts";

interface RecoveryCodesRowProps {
  codes: Authenticators["recoveryCodes"];
  /** They come with a second factor, never alone. */
  possible: boolean;
}

export function RecoveryCodesRow({ codes, possible }: RecoveryCodesRowProps) {
  if (!possible) return <Row icon="sheet" title={codesText.rowTitle} meta={codesText.rowLater} />;
  return (
    <Row
      icon="sheet"
      title={codesText.rowTitle}
      meta={codes === null ? codesText.rowNone : <Left codes={codes} />}
      actions={
        <ButtonLink id="get-codes" href="/security/recovery-codes" size="sm" opensDialog>
          <ShortLabel verb={codes === null ? codesText.get : codesText.getNew} object={codesText.codes} />
        </ButtonLink>
      }
    />
  );
}

function Left({ codes }: { codes: NonNullable<Authenticators["recoveryCodes"]> }) {
  return (
    <>
      <CodesMeter codes={codes} />
      {"\u2002"}
      {codesText.rowMeta(codesText.leftOf(codes.remaining, codes.total), day(codes.issuedAt))}
    </>
  );
}
