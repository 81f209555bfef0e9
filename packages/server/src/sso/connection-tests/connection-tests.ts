import { findAccount } from "../../accounts/find-account.ts";
import type { Reader } from "../../database/database.ts";
import type { Sweep } from "../../database/sweep.ts";
import { refuse, type Refusal } from "../../problems.ts";
import type { Attributes, Check } from "../../vocabulary/sso.ts";
import type { Services } from "../../services.ts";
import { findOwn } from "../connections/manage-connections.ts";
import { underTest } from "../flow/begin.ts";
import { connectionUrl } from "../../policies/connection-url.ts";
import type { Steward, StewardRefused } from "../steward.ts";
import { deleteOldTests, findLastFinished, findPassedBy, findTest, insertTest, type TestRow } from "./tests.sql.ts";
import type { WouldBe } from "./would-be.ts";

const hourMs = 60 * 60 * 1000;

/** What a test showed. */
export interface TestResult {
  readonly checks: readonly Check[];
  readonly subject: string | null;
  readonly address: string | null;
  readonly attributes: Attributes;
  readonly wouldBe: WouldBe | null;
}

/** A test of a connection, which never opens a session. */
export interface ConnectionTest extends Omit<TestRow, "result"> {
  readonly result: TestResult | null;
}

/** Begins a test of a connection as it is, or as it is to be: whoever opens its address signs in at the provider. */
export function beginTest(
  services: Services,
  steward: Steward,
  connectionId: string,
): Promise<{ readonly id: string; readonly url: string } | StewardRefused> {
  return services.transact(async (work) => {
    const held = await steward.hold(work);
    if (held) return held;
    const connection = await findOwn(work, steward, connectionId);
    if (!connection) return refuse("not-found");
    const id = work.newId("ctst");
    const at = work.now();
    await insertTest(work.tx, {
      ...{ id, connectionId, startedBy: steward.accountId, setupLinkId: steward.setupLinkId },
      revision: underTest(connection).revision,
      ...{ createdAt: at, expiresAt: at + hourMs, finishedAt: null, passedAt: null, result: null },
    });
    return { id, url: connectionUrl(services.config, connectionId, `start?test=${id}`) };
  });
}

/** A test of one of the organization's connections. */
export async function lookAtTest(
  read: Reader,
  { connectionId, id }: { readonly connectionId: string; readonly id: string },
): Promise<ConnectionTest | Refusal<"not-found">> {
  const row = await findTest(read, id);
  if (row?.connectionId !== connectionId) return refuse("not-found");
  return { ...row, result: row.result === null ? null : (JSON.parse(row.result) as TestResult) };
}

/** The last test of a connection that has a result, and the name of who began it: null by a link, or where they are gone. */
export async function findLastTest(
  read: Reader,
  connectionId: string,
): Promise<{ readonly id: string; readonly at: number; readonly passed: boolean; readonly by: string | null } | null> {
  const test = await findLastFinished(read, connectionId);
  if (!test) return null;
  const account = test.startedBy === null ? undefined : await findAccount(read, test.startedBy);
  return { id: test.id, at: test.finishedAt ?? 0, passed: test.passedAt !== null, by: account?.name ?? null };
}

/** A test that waits for its answer; undefined when there is none. */
export async function findWaitingTest(read: Reader, id: string, now: number): Promise<TestRow | undefined> {
  const row = await findTest(read, id);
  return row && row.finishedAt === null && row.expiresAt > now ? row : undefined;
}

/** When an account last tested a connection as it is, and it passed. */
export const findPassedTest = findPassedBy;

/** Tests are kept for a month. */
export const sweepTests: Sweep = (tx, now, most) => deleteOldTests(tx, now - 30 * 24 * hourMs, most);
