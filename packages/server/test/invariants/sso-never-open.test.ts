import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Act, acts, CapturedWorld, type Standing } from "../support/captured-world.ts";
import { dialects } from "../support/databases.ts";
import type { DnsServer } from "../support/dns-server.ts";
import type { OpenIdProvider } from "../support/openid-provider.ts";
import { type MetadataServer, startMetadataServer } from "../support/saml-sign-on.ts";
import { type ConnectionKind, connectionKinds } from "../../src/vocabulary/sso.ts";
import { startSso } from "../support/sso-server.ts";
import type { TestServer } from "../support/test-server.ts";

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

/** So many sequences on each: what fits into a minute. */
const runs = { sqlite: 20, postgres: 3 } as const;

describe.each(dialects)("single sign-on never opens by itself, on %s", (dialect) => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let metadata: MetadataServer;
  let server: TestServer;
  beforeAll(async () => {
    ({ dns, op, server } = await startSso(dialect));
    metadata = await startMetadataServer("");
  });
  afterAll(async () => {
    await server.close();
    await op.close();
    await metadata.close();
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

  async function go(kind: ConnectionKind, sequence: readonly Act[]): Promise<Standing> {
    const world = await CapturedWorld.make(server, kind, { op, dns, metadata });
    await hold(world, []);
    for (const [at, act] of sequence.entries()) {
      server.clock.advance(120);
      await world.do(act);
      await hold(world, sequence.slice(0, at + 1));
    }
    return world.standing;
  }

  test.each<[string, ConnectionKind, readonly Act[]]>([
    [
      "whatever breaks at the provider",
      "oidc",
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
      "an ended certificate, and metadata that cannot be read",
      "saml",
      [
        "require it of everyone",
        "the provider's certificate ends",
        "look after all of it",
        "the provider is down",
        "a month goes by",
        "look after all of it",
        "change what the connection trusts",
        "switch the connection off",
      ],
    ],
    [
      "whatever becomes of the domain and the plan",
      "oidc",
      [
        "require it of the domain",
        "delete the domain",
        "lose the plan",
        "lose the record of the domain",
        "have the record back",
      ],
    ],
  ])("%s", async (_name, kind, sequence) => {
    const { required } = await go(kind, sequence);
    expect(required).not.toBe("none");
  });

  test("over sequences of edits, expiries, deletions and outages", async () => {
    const first = fc.constantFrom<Act[]>("require it of the domain", "require it of everyone");
    const sequences = fc.tuple(
      fc.constantFrom(...connectionKinds),
      first,
      fc.array(fc.constantFrom(...acts), { minLength: 2, maxLength: 7 }),
    );
    await fc.assert(
      fc.asyncProperty(sequences, async ([kind, begin, then]) => void (await go(kind, [begin, ...then]))),
      { numRuns: runs[dialect], endOnFailure: true },
    );
  });
});
