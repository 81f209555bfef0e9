import { Command } from "commander";
import { recordEvent } from "../audit/record-event.ts";
import { sealedLogKeys } from "../audit/log/sealed-log-keys.ts";
import { sealedNumbers } from "../authenticators/phone/sealed-numbers.ts";
import { countOlderSets, endOlderSets } from "../authenticators/recovery-codes/end-older-sets.ts";
import { sealedApps } from "../authenticators/totp/sealed-apps.ts";
import { nameOfKey } from "../crypto/keys.ts";
import { sealedMessages } from "../delivery/sealed-messages.ts";
import { sealedClientSecrets } from "../sso/connections/client-secret.ts";
import { sealedOwnKeys } from "../sso/connections/own-keys.ts";
import { sealedRequests } from "../sso/flow/sealed-requests.ts";
import { sealedSamlNames } from "../sessions/vouched-sessions.ts";
import { countByKey, resealRows, type SealedPlace } from "../reseal-rows.ts";
import { findNeededKey, setNeededKey } from "../root-keys.ts";
import type { Services } from "../services.ts";
import { opened } from "./open.ts";
import { type As, asOption, operatorOf, say } from "./operator.ts";

/** Everywhere something is sealed. */
export const sealedPlaces: readonly SealedPlace[] = [
  sealedApps,
  sealedNumbers,
  sealedMessages,
  sealedLogKeys,
  ...sealedClientSecrets,
  sealedOwnKeys,
  sealedSamlNames,
  ...sealedRequests,
];

/** `mortise keys …`: what is under which root key, and how to do without an older one. */
export function keysCommand(): Command {
  const keys = new Command("keys").description("root keys: what is under which, and sealing anew");
  keys.command("show").description("name the root keys, and count what is under each").action(opened(show));
  keys
    .command("reseal")
    .addOption(asOption("the deployment's log"))
    .option("--end-codes", "end recovery codes of older keys; their owners are told, and make new ones")
    .description("seal everything under the first root key, so that older ones can be taken away; servers may run")
    .action(opened(reseal));
  return keys;
}

async function show(services: Services): Promise<void> {
  const { read, keys } = services;
  const listed = keys.map(nameOfKey);
  const counts = await Promise.all(sealedPlaces.map(async (place) => ({ place, by: await countByKey(read, place) })));
  const names = new Set([...listed, ...counts.flatMap(({ by }) => [...by.keys()])]);
  for (const name of names) {
    const held = counts.flatMap(({ place, by }) => (by.has(name) ? [counted(by.get(name)!, place.words)] : []));
    const role = name === listed[0] ? "first" : listed.includes(name) ? "older" : "NOT LISTED";
    say(`${name}  ${role}: ${held.join(", ") || "nothing is sealed under it"}`);
  }
  const older = await countOlderSets(services);
  if (older > 0) say(`Recovery codes of ${accounts(older)} are of an older key.`);
}

const counted = (count: number, [one, many]: readonly [string, string]): string =>
  `${count} ${count === 1 ? one : many}`;
const accounts = (count: number): string => counted(count, ["account", "accounts"]);

async function reseal(services: Services, { endCodes = false, ...as }: As & { endCodes?: boolean }): Promise<void> {
  const actor = operatorOf(as);
  const [first, ...others] = services.keys.map(nameOfKey);
  let resealed = 0;
  for (const place of sealedPlaces) resealed += await resealRows(services, place);
  const codesEnded = endCodes ? await endOlderSets(services, actor) : 0;
  say(`Sealed ${counted(resealed, ["secret", "secrets"])} under the root key ${first}.`);
  if (codesEnded > 0)
    say(
      `Ended the recovery codes of ${accounts(codesEnded)}; ${codesEnded === 1 ? "the owner is" : "the owners are"} told.`,
    );
  const isFree = await isFreeOfOlder(services);
  await services.transact(async (work) => {
    if (isFree) await setNeededKey(work.tx, first!);
    if (resealed + codesEnded > 0)
      await recordEvent(work, {
        ...{ type: "root-key.changed", accountId: null, actor },
        data: { key: first!, resealed, codesEnded },
      });
  });
  if (isFree && others.length > 0)
    say(
      `Nothing needs ${others.join(", ")} any more: take it out of MORTISE_ROOT_KEY on every server and restart each.`,
    );
}

async function isFreeOfOlder(services: Services): Promise<boolean> {
  const { read, keys } = services;
  const first = nameOfKey(keys[0]);
  if ((await findNeededKey(read)) === undefined) return false;
  const codes = await countOlderSets(services);
  if (codes > 0) {
    const advice = "Wait until they have made new ones, or end them with --end-codes";
    say(`Recovery codes of ${accounts(codes)} are of an older root key, which must stay listed. ${advice}.`);
  }
  const counts = await Promise.all(sealedPlaces.map((place) => countByKey(read, place)));
  const isLeft = counts.some((by) => [...by.keys()].some((name) => name !== first));
  if (isLeft) say("A server still seals under an older key. Restart it with the new one first, and run this again.");
  return codes === 0 && !isLeft;
}
