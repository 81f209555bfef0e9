import { lookup, Resolver as Dns } from "node:dns/promises";
import type { Config } from "../config/config.ts";
import { isLoopbackName } from "../rules/requests/loopback.ts";
import type { Resolved, Resolver } from "../services.ts";
import { endOf, withinBounds } from "./within-bounds.ts";

const triesMilliseconds = 2000;
const tries = 2;
const longestMilliseconds = 8000;
/** Nobody has more; whoever does is not read to the end. */
const mostAnswers = 100;

/** What DNS says of a name that has no such records, or is not there. */
const nothing = new Set(["ENOTFOUND", "ENODATA"]);

/** Asks the DNS servers of the settings, or the system's. */
export function createResolver({
  dnsServers,
  allowedNetworks,
}: Pick<Config, "dnsServers" | "allowedNetworks">): Resolver {
  // Made for each question: what the system's servers are may change.
  const ask = async (ended: AbortSignal | undefined, question: (dns: Dns) => Promise<string[]>): Promise<Resolved> => {
    const dns = new Dns({ timeout: triesMilliseconds, tries });
    if (dnsServers.length > 0) dns.setServers(dnsServers);
    return inTime(question(dns), ended).finally(() => dns.cancel());
  };
  const isAllowed = (address: string): boolean => allowedNetworks.some((network) => network.has(address));
  return {
    findTexts: (name, ended) => ask(ended, async (dns) => (await dns.resolveTxt(name)).map((parts) => parts.join(""))),
    async findAddresses(name, ended) {
      // No server is asked where this machine is (RFC 6761). Of its two addresses the allowed one is meant.
      const local = ["127.0.0.1", "::1"];
      if (isLoopbackName(name)) return { found: local.some(isAllowed) ? local.filter(isAllowed) : local };
      const [four, six] = await Promise.all([
        ask(ended, (dns) => dns.resolve4(name)),
        ask(ended, (dns) => dns.resolve6(name)),
      ]);
      const found = [four, six].flatMap((each) => ("found" in each ? each.found : []));
      if (found.length > 0) return { found };
      const silent = [four, six].find((each) => "unanswered" in each);
      // Names of the hosts file lead inside, so they matter only where that is allowed.
      const isAsked = silent === undefined && dnsServers.length === 0 && allowedNetworks.length > 0;
      if (!isAsked) return silent ?? { found };
      return inTime(
        lookup(name, { all: true }).then((all) => all.map(({ address }) => address)),
        ended,
      );
    },
  };
}

async function inTime(answer: Promise<string[]>, signal: AbortSignal | undefined): Promise<Resolved> {
  try {
    const bounds = { timeoutMilliseconds: longestMilliseconds, signal };
    const found = await withinBounds(bounds, (ended) => Promise.race([answer, endOf(ended)]));
    return typeof found === "string" ? { unanswered: "ETIMEOUT" } : { found: found.slice(0, mostAnswers) };
  } catch (error) {
    const { code = "no answer" } = error as { code?: string };
    return nothing.has(code) ? { found: [] } : { unanswered: code };
  } finally {
    answer.catch(() => undefined);
  }
}
