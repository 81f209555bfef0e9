import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Act, acts, CapturedWorld, type Standing } from "../support/captured-world.ts";
import { dialects } from "../support/databases.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { OpenIdProvider } from "../support/openid-provider.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

/** Who must come by the provider, in the words of the contract. */
function held({ required, domain, isMemberSuspended, isGuestIn }: Standing) {
  const isAsked = required !== "none";
  const isProven = domain !== "deleted";
  const takesIn = domain === "proven" || domain === "failing";
  return {
    member: isAsked && (isProven || (required === "everyone" && !isMemberSuspended)),
    stranger: isAsked && takesIn,
    guest: required === "everyone" && isGuestIn,
    owner: required === "everyone",
  };
}

/** So many sequences on each, of so many acts at most: what fits into half a minute. */
const runs = { sqlite: 5, postgres: 2 } as const;

describe.each(dialects)("single sign-on never opens by itself, on %s", (dialect) => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let server: TestServer;
  beforeAll(async () => {
    dns = await startDnsServer();
    server = await startServer(dialect, {
      settings: { MORTISE_DNS_SERVERS: dns.at, MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8" },
      quiet: true,
    });
    op = await OpenIdProvider.start(() => server.clock.now());
  });
  afterAll(async () => {
    await server.close();
    await op.close();
    await dns.close();
  });

  async function hold(world: CapturedWorld, after: readonly Act[]): Promise<void> {
    const told = JSON.stringify({ after, standing: world.standing });
    const expected = held(world.standing);
    for (const who of ["member", "stranger", "guest"] as const) {
      const replies = [await world.byPassword(world[who]), await world.byPasskey(world[who])];
      const outcomes = replies.map(({ status, body }) => (status === 403 ? body.reason : status));
      const wanted: (string | number)[] = expected[who] ? ["sso-required", "sso-required"] : [200, 200];
      // One that is taken away proves nothing.
      if (who === "guest" && !world.standing.hasGuestPasskey) wanted[1] = 401;
      expect(outcomes, `${who}, ${told}`).toEqual(wanted);
    }
    // Break-glass: a passkey of an owner who is named, and nothing else.
    const owner = [await world.byPassword(world.owner), await world.byPasskey(world.owner)];
    const passes = !expected.owner || world.standing.areNamed;
    const complete = owner.map(({ body }) => body.status === "complete");
    expect(complete[1], `owner by passkey, ${told}`).toBe(passes);
    if (expected.owner) expect(complete[0], `owner by password, ${told}`).toBe(false);
  }

  async function go(sequence: readonly Act[]): Promise<Standing> {
    op.lies = {};
    const world = await CapturedWorld.make(server, { op, dns });
    await hold(world, []);
    for (const [at, act] of sequence.entries()) {
      server.clock.advance(120);
      await world.do(act);
      await hold(world, sequence.slice(0, at + 1));
    }
    return world.standing;
  }

  test.each<[string, readonly Act[]]>([
    [
      "whatever breaks at the provider",
      [
        "require it of everyone",
        "the provider is down",
        "an operator switches the connection off",
        "switch the connection off",
        "delete the connection",
        "change what the connection trusts",
        "look after all of it",
      ],
    ],
    [
      "whatever becomes of the domain and the plan",
      [
        "require it of the domain",
        "delete the domain",
        "lose the plan",
        "lose the record of the domain",
        "have the record back",
      ],
    ],
  ])("%s", async (_name, sequence) => {
    const { required } = await go(sequence);
    expect(required).not.toBe("none");
  });

  test("over sequences of edits, expiries, deletions and outages", async () => {
    const first = fc.constantFrom<Act[]>("require it of the domain", "require it of everyone");
    const sequences = fc.tuple(first, fc.array(fc.constantFrom(...acts), { minLength: 2, maxLength: 7 }));
    await fc.assert(
      fc.asyncProperty(sequences, async ([begin, then]) => void (await go([begin, ...then]))),
      { numRuns: runs[dialect], endOnFailure: true },
    );
  });
});
