import type { Refusal } from "../problems.ts";
import { decideRefusedReason } from "../rules/log/refusals.ts";
import type { Client, Services } from "../services.ts";
import type { Person } from "../sessions/caller.ts";
import type { Row } from "./call.ts";
import { whos } from "./who.ts";

/** What was asked, by whom as far as it was known, and in which organization. */
export interface Asked {
  readonly row: Pick<Row, "method" | "path" | "who">;
  readonly client: Client;
  readonly caller: Person | null;
  readonly organizationId?: string | undefined;
  /** Whether a guard refused it. What a use case counts itself, such as text messages, has events of its own. */
  readonly atGuards: boolean;
}

/** Notes a refusal for those who look for attacks, where it is one to note. */
export async function noteRefusal(
  { refusals }: Pick<Services, "refusals">,
  { row, client, caller, organizationId, atGuards }: Asked,
  refusal: Refusal,
): Promise<void> {
  const place = caller?.holding.places.get(organizationId ?? "");
  const isOfStranger = whos[row.who].gives === "member" && caller !== null && place === undefined;
  const reason = decideRefusedReason(refusal, isOfStranger);
  if (reason === null || (reason === "rate-limited" && !atGuards)) return;
  await refusals.note({
    reason,
    route: `${row.method} ${row.path}`,
    accountId: caller?.account.id ?? null,
    sessionId: caller?.session.id ?? null,
    organizationId: reason === "role" && place ? place.id : null,
    client,
  });
}
