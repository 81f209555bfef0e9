import type { RecoveryCodesLeft } from "../app/api-types.ts";
import { Meter } from "../parts/meter.tsx";
import { lowCodes } from "./low.ts";
import { codesText } from "./strings.ts";

export function CodesMeter({ codes: { remaining, total } }: { codes: RecoveryCodesLeft }) {
  return (
    <Meter
      remaining={remaining}
      total={total}
      low={remaining <= lowCodes}
      label={codesText.leftInWords(remaining, total)}
    />
  );
}
