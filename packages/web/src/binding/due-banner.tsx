import { placesAt } from "../../../server/src/addresses.ts";
import { useHere } from "../parts/navigation.ts";
import { useAccountPolicies } from "../app/organization-queries.ts";
import { useNow } from "../parts/clock.tsx";
import { Banner } from "../parts/banner.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { lastDay } from "../parts/format.ts";
import "./due-banner.css";
import { bannerText } from "./strings.ts";

/** While a grace period runs: what an organization asks for, by when, and the way there, where one is not there already: `beside` what is to be set up. */
export function DueBanner({ beside = false }: { beside?: boolean }) {
  const { data } = useAccountPolicies();
  const location = useHere();
  const now = useNow(60_000);
  const held = data?.secondFactor;
  if (!held || held.from === null) return null;
  const { required, dueAt, met, kinds } = held.value;
  if (met || dueAt === null || Date.parse(dueAt) <= now) return null;
  const { name } = held.from.organization;
  const by = lastDay(dueAt);
  const onlyKeys = required === "phishing-resistant";
  const choice = kinds.includes("totp") && !onlyKeys;
  const isThere = beside || placesAt("/security", location) !== undefined;
  return (
    <div className="m-page-banner m-due">
      <Banner
        tone="warning"
        icon="clock"
        title={onlyKeys ? bannerText.titleKey(name, by) : bannerText.title(name, by)}
        actions={
          !(choice && isThere) && (
            <ButtonLink size="sm" tone="primary" href={choice ? "/security" : "/security/passkeys/new"}>
              {bannerText.setUp}
            </ButtonLink>
          )
        }
      >
        {bannerText.text}
      </Banner>
    </div>
  );
}
