import { useSession } from "../app/queries.ts";
import { Banner } from "../parts/banner.tsx";
import { useNow } from "../parts/clock.tsx";
import { dayAndTime } from "../parts/format.ts";
import { Sentence } from "../parts/sentence.tsx";
import { sessionsText } from "./strings.ts";

const shortMs = 3_600_000;

/** When a session ends that lasts an hour at most, however much it is used: so do those that break-glass opens. */
export function ShortSession() {
  const now = useNow(60_000);
  const { data } = useSession();
  if (!data || !("account" in data)) return null;
  const { createdAt, expiresAt } = data;
  if (Date.parse(expiresAt) - Date.parse(createdAt) > shortMs) return null;
  return (
    <Banner tone="info" icon="history">
      <Sentence
        text={sessionsText.short}
        slots={{ time: <time dateTime={expiresAt}>{dayAndTime(expiresAt, now)}</time> }}
      />
    </Banner>
  );
}
