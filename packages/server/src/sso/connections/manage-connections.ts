import { recordEvent } from "../../audit/record-event.ts";
import { randomToken } from "../../crypto/random.ts";
import {
  addConnection,
  changeConnection,
  type Configuration,
  findConnection,
  listConnections,
  type SamlConfiguration,
  type StoredConnection,
} from "../../policies/connections.ts";
import { isRefusal, refuse, type Refusal } from "../../problems.ts";
import { decideAddressFaults } from "../../rules/sso/configuration.ts";
import { decideOneMore } from "../../rules/sizes/one-more.ts";
import type { ConnectionSetting } from "../../vocabulary/events/sso.ts";
import type { JitMode, SecondFactorTrust } from "../../vocabulary/sso.ts";
import type { Services, Work } from "../../services.ts";
import type { Steward, StewardRefused } from "../steward.ts";
import { sealClientSecret } from "./client-secret.ts";
import { keepCertificates } from "./certificates.ts";
import { type Given, readyConfiguration, type ReadyConfiguration } from "./configuration.ts";
import { keepOwnKey, makeOwnKey } from "./own-keys.ts";

type Unfit = Refusal<"invalid-request" | "conflict">;
type Refused = StewardRefused | Unfit;

/** Begins a connection: a draft, which sends nobody anywhere. */
export async function createConnection(
  services: Services,
  steward: Steward,
  { name, ...given }: Given & { readonly name: string },
): Promise<StoredConnection | Refused> {
  const refused = await services.transact((work) => steward.hold(work));
  if (refused) return refused;
  const ready = await readyConfiguration(services, given);
  if (isRefusal(ready)) return ready;
  const id = services.newId("conn");
  const ownKey = given.kind === "saml" ? await makeOwnKey(services, id) : null;
  return services.transact(async (work): Promise<StoredConnection | Refused> => {
    const held = await steward.hold(work);
    if (held) return held;
    const { organizationId } = steward;
    const full = decideOneMore("connections", (await listConnections(work.tx, organizationId)).length);
    if (full) return full;
    await addConnection(work.tx, newRow(work, { id, organizationId, name, ready }));
    if (ready.configuration.kind === "saml") await keepCertificates(work, id, ready.configuration.certificates);
    if (ownKey) await keepOwnKey(work, ownKey);
    const data = { connectionId: id, kind: given.kind, name };
    await recordEvent(work, { ...steward.about, accountId: null, type: "connection.created", data });
    return (await findConnection(work.tx, id))!;
  });
}

interface Beginning {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly ready: ReadyConfiguration;
}

function newRow(work: Work, { id, organizationId, name, ready }: Beginning) {
  const { configuration, clientSecret } = ready;
  const hasMetadata = configuration.kind === "saml" && configuration.metadataUrl !== null;
  return {
    ...{ id, organizationId, name, kind: configuration.kind, configuration: JSON.stringify(configuration) },
    ...{ jit: "none", trustSecondFactor: "never", requiredAmr: null, requiredAcr: null, roleRules: "[]" },
    ...{ idpInitiatedAt: null, cbcAllowedAt: null, managePasswordUrl: null },
    sealedSecret: clientSecret === null ? null : sealClientSecret(work, id, clientSecret),
    revision: randomToken(work.random),
    ...{ ...noneWaits, testedRevision: null },
    metadataReadAt: hasMetadata ? work.now() : null,
    createdAt: work.now(),
    ...{ activatedAt: null, disabledAt: null, deletedAt: null },
    ...{ lastSignInAt: null, lastFailureAt: null, lastFailure: null },
  };
}

/** What of a connection can be changed without a test: how its word is taken. */
export interface Settings {
  readonly name?: string | undefined;
  readonly jit?: JitMode | undefined;
  readonly trustSecondFactor?: SecondFactorTrust | undefined;
  readonly requiredAmr?: readonly string[] | null | undefined;
  readonly requiredAcr?: readonly string[] | null | undefined;
  readonly idpInitiated?: boolean | undefined;
  readonly allowCbc?: boolean | undefined;
  readonly managePasswordUrl?: string | null | undefined;
}

/** A connection of the steward's organization. */
export async function findOwn(
  work: Pick<Work, "tx">,
  steward: Steward,
  id: string,
): Promise<StoredConnection | undefined> {
  const found = await findConnection(work.tx, id);
  return found?.organizationId === steward.organizationId ? found : undefined;
}

interface Patch {
  readonly id: string;
  readonly settings: Settings;
  readonly given: Given | null;
  /** What whoever asks may change of a configuration, where that is not all. */
  readonly narrow?: (now: Configuration, read: ReadyConfiguration) => ReadyConfiguration | Refusal<"not-allowed">;
}

/** Changes a connection. What is trusted takes the place of what was once a test has passed for it, where that is in use. */
export async function patchConnection(
  services: Services,
  steward: Steward,
  { id, settings, given, narrow }: Patch,
): Promise<StoredConnection | Refused> {
  const errors = decideAddressFaults({ pointer: "#/managePasswordUrl", urls: [settings.managePasswordUrl] }, false);
  if (errors.length > 0) return refuse("invalid-request", { errors });
  const first = await services.transact(async (work) => (await steward.hold(work)) ?? findOwn(work, steward, id));
  if (isRefusal(first)) return first;
  if (!first) return refuse("not-found");
  if (given && given.kind !== first.kind)
    return refuse("conflict", { detail: "A connection keeps its protocol. Make another one for the other." });
  const whole = given && (await readyConfiguration(services, given));
  if (isRefusal(whole)) return whole;
  return services.transact(async (work): Promise<StoredConnection | Refused> => {
    const held = await steward.hold(work);
    if (held) return held;
    const connection = await findOwn(work, steward, id);
    if (!connection) return refuse("not-found");
    // Of what was read, once, all of it or what somebody may change: judged here, against what is stored.
    const ready = whole && narrow ? narrow(connection.configuration, whole) : whole;
    if (isRefusal(ready)) return ready;
    const changed = [...listChanged(connection, settings), ...(ready ? (["configuration"] as const) : [])];
    if (changed.length === 0) return connection;
    const isPending = ready !== null && connection.status === "active";
    const row = { ...settingsRow(work, settings), ...(ready && configurationRow(work, connection, ready)) };
    if (!(await changeConnection(work.tx, connection, row))) return refuse("conflict", { detail: changedMeanwhile });
    const { configuration } = ready ?? {};
    if (configuration?.kind === "saml")
      await keepCertificates(work, id, certificatesOf(isPending ? connection : null, configuration));
    const data = { connectionId: id, name: connection.name, settings: changed, ...(isPending && { isPending }) };
    await recordEvent(work, { ...steward.about, accountId: null, type: "connection.changed", data });
    return (await findConnection(work.tx, id))!;
  });
}

// While a new configuration waits for its test, what signs by the old one stays listed and watched.
function certificatesOf(serving: StoredConnection | null, next: SamlConfiguration): readonly string[] {
  const old = serving?.configuration.kind === "saml" ? serving.configuration.certificates : [];
  return [...new Set([...old, ...next.certificates])];
}

/** Of a connection where no change waits for its test. */
export const noneWaits = { pendingConfiguration: null, sealedPendingSecret: null, pendingRevision: null };

export const changedMeanwhile = "Somebody else has changed this connection meanwhile. Look at it, then try again.";

function listChanged(now: StoredConnection, to: Settings): ConnectionSetting[] {
  const differs = (a: unknown, b: unknown): boolean => b !== undefined && JSON.stringify(a) !== JSON.stringify(b);
  const pairs: readonly (readonly [ConnectionSetting, unknown, unknown])[] = [
    ["name", now.name, to.name],
    ["jit", now.jit, to.jit],
    ["trust-second-factor", now.trustSecondFactor, to.trustSecondFactor],
    ["required-amr", now.requiredAmr, to.requiredAmr],
    ["required-acr", now.requiredAcr, to.requiredAcr],
    ["idp-initiated", now.isIdpInitiated, to.idpInitiated],
    ["allow-cbc", now.allowsCbc, to.allowCbc],
    ["manage-password-url", now.managePasswordUrl, to.managePasswordUrl],
  ];
  return pairs.flatMap(([setting, from, given]) => (differs(from, given) ? [setting] : []));
}

const listText = (list: readonly string[] | null): string | null => (list?.length ? JSON.stringify(list) : null);

function settingsRow({ now }: Work, to: Settings) {
  const instantOf = (isOn: boolean): number | null => (isOn ? now() : null);
  return {
    ...(to.name !== undefined && { name: to.name }),
    ...(to.jit !== undefined && { jit: to.jit }),
    ...(to.trustSecondFactor !== undefined && { trustSecondFactor: to.trustSecondFactor }),
    ...(to.requiredAmr !== undefined && { requiredAmr: listText(to.requiredAmr) }),
    ...(to.requiredAcr !== undefined && { requiredAcr: listText(to.requiredAcr) }),
    ...(to.idpInitiated !== undefined && { idpInitiatedAt: instantOf(to.idpInitiated) }),
    ...(to.allowCbc !== undefined && { cbcAllowedAt: instantOf(to.allowCbc) }),
    ...(to.managePasswordUrl !== undefined && { managePasswordUrl: to.managePasswordUrl }),
  };
}

function configurationRow(
  work: Work,
  { id, status }: StoredConnection,
  { configuration, clientSecret }: ReadyConfiguration,
) {
  const text = JSON.stringify(configuration);
  const sealed = clientSecret === null ? null : sealClientSecret(work, id, clientSecret);
  const revision = randomToken(work.random);
  // What serves meanwhile goes on being read from its own address.
  if (status === "active")
    return { pendingConfiguration: text, sealedPendingSecret: sealed, pendingRevision: revision };
  const metadataReadAt = configuration.kind === "saml" && configuration.metadataUrl !== null ? work.now() : null;
  return { configuration: text, sealedSecret: sealed, revision, testedRevision: null, metadataReadAt };
}
