import { isIP } from "node:net";
import { hostOf, judgeAddresses, judgeUrl } from "../rules/outside/reachable.ts";
import { type OutsideReason, type OutsideRefusal, refuseOutside } from "../rules/outside/refused.ts";
import type { Services } from "../services.ts";
import { type Answer, type Outgoing, sendRequest, Unanswered } from "./send-request.ts";
import { type Ending, type TimeBounds, withinBounds } from "./within-bounds.ts";

/** What asking the outside takes of the services. */
export type Outside = Pick<Services, "config" | "resolver">;

/** An answer, all of it. */
export type OutsideAnswer = Pick<Answer, "status" | "headers" | "body">;

/** What is asked, how much of an answer is read, and how long it may take from the look-up to the last byte. */
export interface OutsideRequest extends Outgoing, TimeBounds {
  readonly mostBytes: number;
}

/**
 * Asks an address that somebody typed: the one guard against being led inside. The name is looked up once, every address judged,
 * one of them connected to. Answers what came, whatever its status, or why nothing counts. Never throws for what others do.
 */
export function fetchOutside(
  outside: Outside,
  address: URL | string,
  request: OutsideRequest,
): Promise<OutsideAnswer | OutsideRefusal> {
  return withinBounds(request, async (ended) => {
    try {
      return await fetchWithin(outside, address, { ...request, ended });
    } catch (error) {
      if (error instanceof Unanswered) return refuseOutside(error.reason);
      throw error;
    }
  });
}

/** Whether a request to the outside has no answer that counts. */
export const isOutsideRefusal = (answer: OutsideAnswer | OutsideRefusal): answer is OutsideRefusal =>
  "refused" in answer;

async function fetchWithin(
  { config, resolver }: Outside,
  address: URL | string,
  request: OutsideRequest & { readonly ended: AbortSignal },
): Promise<OutsideAnswer> {
  refuseFor(URL.canParse(String(address)) ? undefined : "not-an-address");
  const url = new URL(address);
  refuseFor(judgeUrl({ url, own: new URL(config.publicUrl) }));
  const addresses = await findAddresses(resolver, hostOf(url), request.ended);
  refuseFor(judgeAddresses(url, addresses, config.allowedNetworks));
  const { isWhole, ...answer } = await sendRequest(url, request, request, addresses);
  refuseFor(isRedirect(answer.status) ? "redirect" : isWhole ? undefined : "too-large");
  return answer;
}

function refuseFor(reason: OutsideReason | undefined): void {
  if (reason !== undefined) throw new Unanswered(reason);
}

const isRedirect = (status: number): boolean => status >= 300 && status < 400 && status !== 304;

async function findAddresses(
  resolver: Services["resolver"],
  host: string,
  ended: AbortSignal,
): Promise<readonly string[]> {
  const literal = host.replace(/^\[|\]$/g, "");
  if (isIP(literal) !== 0) return [literal];
  const resolved = await resolver.findAddresses(host, ended);
  if (ended.aborted) throw new Unanswered(ended.reason as Ending);
  if ("unanswered" in resolved) throw new Unanswered("name-unanswered", resolved.unanswered);
  return resolved.found;
}
