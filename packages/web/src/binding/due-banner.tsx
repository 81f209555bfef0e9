import { useAccountPolicies } from "../app/organization-queries.ts";
import { useNow } from "../parts/clock.tsx";
import { Banner } from "../parts/banner.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { day } from "../parts/format.ts";
import { bannerText } from "./strings.ts";

/** While a grace period runs: what an organization asks for, by when, and the way there. */
export function DueBanner() {
  const { data } = useAccountPolicies();
  const now = useNow(60_000);
  const held = data?.secondFactor;
  if (!held || held.from === null) return null;
  const { required, dueAt, met, kinds } = held.value;
  if (met || dueAt === null || Date.parse(dueAt) <= now) return null;
  const { name } = held.from.organization;
  // The grace period is over when the day before has ended.
  const lastDay = day(new Date(Date.parse(dueAt) - 1).toISOString());
  const onlyKeys = required === "phishing-resistant";
  return (
    <div className="m-page-banner">
      <Banner
        tone="warning"
        icon="clock"
        title={onlyKeys ? bannerText.titleKey(name, lastDay) : bannerText.title(name, lastDay)}
        actions={
          <ButtonLink
            size="sm"
            tone="primary"
            href={kinds.includes("totp") && !onlyKeys ? "/security" : "/security/passkeys/new"}
          >
            {bannerText.setUp}
          </ButtonLink>
        }
      >
        {bannerText.text}
      </Banner>
    </div>
  );
}
