import type { PageLink } from "../../../server/src/addresses.ts";
import { Link } from "../parts/link.tsx";
import type { LogState } from "../app/api-types.ts";
import { useNow } from "../parts/clock.tsx";
import { full, relative } from "../parts/format.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { Sentence } from "../parts/sentence.tsx";
import "./integrity.css";
import { integrityText } from "./strings.ts";
import { useLogState } from "./use-log-state.ts";

export type Integrity = "verified" | "unchecked" | "problem";

/** A check that found nothing to check has verified nothing. */
export function integrityOf({ problem, checkedAt, checkedSize }: LogState): Integrity {
  if (problem) return "problem";
  return checkedAt === null || (checkedSize ?? 0) === 0 ? "unchecked" : "verified";
}

const looks: Record<Integrity, { icon: IconName; tone: string }> = {
  verified: { icon: "shield-check", tone: "" },
  unchecked: { icon: "shield", tone: " m-integrity-unchecked" },
  problem: { icon: "shield-alert", tone: " m-integrity-bad" },
};

/** How far the log was checked, and the way to what that means. */
export function IntegrityBadge({ href }: { href: PageLink }) {
  const { data } = useLogState();
  const now = useNow(60_000);
  if (data === undefined) return null;
  const state = integrityOf(data);
  const { icon, tone } = looks[state];
  const { checkedAt } = data;
  return (
    <Link id="integrity" className={`m-integrity${tone}`} href={href} state={{ dialog: true }}>
      <Icon name={icon} />
      <span>
        {state === "verified" && checkedAt !== null ? (
          <Sentence
            text={integrityText.verified}
            slots={{
              time: (
                <time dateTime={checkedAt} title={full(checkedAt)}>
                  {relative(checkedAt, now)}
                </time>
              ),
            }}
          />
        ) : (
          integrityText[state]
        )}
      </span>
    </Link>
  );
}
