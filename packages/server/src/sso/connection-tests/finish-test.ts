import { parseEmailAddress } from "../../accounts/email-address.ts";
import { recordEvent } from "../../audit/record-event.ts";
import { changeConnection, findConnection, type StoredConnection } from "../../policies/connections.ts";
import { findDomainOf } from "../../policies/domains.ts";
import { lockOrganization } from "../../policies/organizations.ts";
import { judgeTestedPlace, noteOverage } from "../../rules/sso/tested-place.ts";
import { judgeTester } from "../../rules/sso/tester.ts";
import type { Check, Vouched } from "../../vocabulary/sso.ts";
import type { Services, Work } from "../../services.ts";
import { keepCertificates } from "../connections/certificates.ts";
import { noneWaits } from "../connections/manage-connections.ts";
import type { Judged } from "../flow/judged.ts";
import { findTester } from "./find-tester.ts";
import type { TestResult } from "./connection-tests.ts";
import { findTest, setTestFinished } from "./tests.sql.ts";
import { describeWouldBe, type WouldBe } from "./would-be.ts";

/** Which test, of which configuration. */
export interface Tested {
  readonly testId: string;
  readonly connection: StoredConnection;
  readonly revision: string;
}

/** Keeps what a test showed. What passed may be used from now on: a configuration that waits takes the place of the one in use. */
export async function finishTest(
  services: Services,
  tested: Tested,
  { checks, vouched }: Judged,
): Promise<{ readonly isBySetupLink: boolean }> {
  const { testId, connection, revision } = tested;
  const wouldBe = vouched && (await describeWouldBe(services, connection, vouched));
  const more = vouched && wouldBe ? await judgePlace(services, connection, { vouched, wouldBe }) : [];
  const shown: Omit<TestResult, "checks"> = {
    subject: vouched?.subject ?? null,
    address: vouched?.address ?? null,
    attributes: vouched?.attributes ?? {},
    wouldBe,
  };
  return services.transact(async (work) => {
    const at = work.now();
    const { id, organizationId } = connection;
    await lockOrganization(work.tx, organizationId);
    const test = await findTest(work.tx, testId);
    const isBySetupLink = test?.setupLinkId != null;
    const amiss = test && judgeTester(await findTester(work, organizationId, test));
    const all = [...checks, ...more, ...(amiss ? [amiss] : [])];
    const passed = vouched !== null && all.every((check) => check.passed);
    const result: TestResult = { ...shown, checks: all };
    const finished = { finishedAt: at, passedAt: passed ? at : null, result: JSON.stringify(result) };
    if (!(await setTestFinished(work.tx, testId, finished))) return { isBySetupLink };
    const about = { accountId: null, organizationId, actor: { kind: "identity-provider", id } as const };
    const data = { connectionId: connection.id, name: connection.name, passed };
    await recordEvent(work, { ...about, type: "connection.tested", data });
    if (passed) await putInPlace(work, connection.id, revision);
    return { isBySetupLink };
  });
}

async function judgePlace(
  { read }: Services,
  { organizationId }: StoredConnection,
  { vouched, wouldBe }: { readonly vouched: Vouched; readonly wouldBe: WouldBe },
): Promise<readonly Check[]> {
  const address = vouched.address === null ? undefined : parseEmailAddress(vouched.address);
  const domain = address && (await findDomainOf(read, address.key));
  const isAtOwnDomain = domain?.organizationId === organizationId;
  const place = judgeTestedPlace({ address: vouched.address, isAtOwnDomain, isRefused: wouldBe.account === "refused" });
  return [place, noteOverage(vouched.isOverage) ?? []].flat();
}

async function putInPlace(work: Work, id: string, revision: string): Promise<void> {
  const connection = await findConnection(work.tx, id);
  if (!connection) return;
  const { pending, sealedPendingSecret, organizationId, name } = connection;
  if (connection.revision === revision) {
    await changeConnection(work.tx, connection, { testedRevision: revision });
    return;
  }
  if (pending?.revision !== revision) return;
  const next = { configuration: JSON.stringify(pending.configuration), sealedSecret: sealedPendingSecret };
  const isRead = pending.configuration.kind === "saml" && pending.configuration.metadataUrl !== null;
  const row = { ...next, ...noneWaits, revision, testedRevision: revision, metadataReadAt: isRead ? work.now() : null };
  if (!(await changeConnection(work.tx, connection, row))) return;
  if (pending.configuration.kind === "saml") await keepCertificates(work, id, pending.configuration.certificates);
  const about = { accountId: null, organizationId, actor: { kind: "identity-provider", id } as const };
  await recordEvent(work, { ...about, type: "connection.replaced", data: { connectionId: id, name } });
}
