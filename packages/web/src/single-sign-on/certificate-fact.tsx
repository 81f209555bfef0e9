import type { SsoConnection } from "../app/api-types.ts";
import { useNow } from "../parts/clock.tsx";
import { ahead, day } from "../parts/format.ts";
import { lastEnd } from "./certificate-ends.ts";
import { stateText } from "./state-strings.ts";

/** Until when it signs with what is accepted now. */
export function CertificateFact({ connection: { certificates } }: { connection: SsoConnection }) {
  const now = useNow(60_000);
  const end = lastEnd(certificates);
  if (end === undefined) return null;
  const isOver = Date.parse(end) < now;
  return (
    <>
      <dt>{stateText.certificate}</dt>
      <dd>{isOver ? stateText.ended(day(end)) : stateText.ends(day(end), ahead(end, now))}</dd>
    </>
  );
}
