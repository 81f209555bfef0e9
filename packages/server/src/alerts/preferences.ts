import { aboutOwn, type Person } from "../sessions/caller.ts";
import { alertCategories, type AlertCategory } from "../vocabulary/events/log.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Reader } from "../database/database.ts";
import { refuse, type Refusal } from "../problems.ts";
import { alwaysMailed, decideSwitchedBack, decideSwitchesOff } from "../rules/alerts/channels.ts";
import { holdCaller } from "../sessions/hold-caller.ts";
import type { Client, Services, View, Work } from "../services.ts";
import type { Actor } from "../vocabulary/events/actors.ts";
import { listPreferences, upsertPreference } from "./preferences.sql.ts";

/** The ways an alert of a category goes. */
export interface Choice {
  readonly email: boolean;
  readonly inApp: boolean;
}

export interface Preferences {
  readonly categories: Readonly<Record<AlertCategory, Choice>>;
  readonly alwaysByEmail: readonly { readonly category: AlertCategory; readonly reason: string }[];
}

const reasons: Readonly<Partial<Record<AlertCategory, string>>> = alwaysMailed;

/** What an account's owner has chosen; what was never chosen is on. */
export async function findPreferences(read: Reader, accountId: string): Promise<Preferences> {
  const rows = await listPreferences(read, accountId);
  const choiceOf = (category: AlertCategory): Choice => {
    const row = rows.find((each) => each.category === category);
    return { email: (row?.emailOffAt ?? null) === null, inApp: (row?.inAppOffAt ?? null) === null };
  };
  return {
    categories: Object.fromEntries(
      alertCategories.map((category) => [category, choiceOf(category)]),
    ) as Preferences["categories"],
    alwaysByEmail: alertCategories.flatMap((category) => {
      const reason = reasons[category];
      return reason === undefined ? [] : [{ category, reason }];
    }),
  };
}

type Wanted = Partial<Record<AlertCategory, Choice | undefined>>;

/** Whether a change would switch off what is on. */
export async function switchesOff({ read }: View, { account }: Person, wanted: Wanted): Promise<boolean> {
  const { categories } = await findPreferences(read, account.id);
  return alertCategories.some((category) => {
    const choice = wanted[category];
    return choice !== undefined && decideSwitchesOff(categories[category], choice);
  });
}

/** Changes the named categories, and records what has really changed. */
export async function changePreferences(
  services: Services,
  caller: Person,
  wanted: Wanted,
): Promise<Preferences | Refusal<"invalid-request" | "not-signed-in">> {
  const named = alertCategories.flatMap((category) => {
    const choice = wanted[category];
    return choice ? [{ category, ...choice }] : [];
  });
  const errors = named
    .filter(({ category, email }) => !email && reasons[category] !== undefined)
    .map(({ category }) => ({
      pointer: `#/categories/${category}/email`,
      detail: `These mails cannot be switched off. ${reasons[category] ?? ""}`,
    }));
  if (errors.length > 0) return refuse("invalid-request", { errors });
  const { account } = caller;
  return services.transact(async (work) => {
    const { tx } = work;
    const ended = await holdCaller(tx, caller);
    if (ended) return ended;
    const { categories: before } = await findPreferences(tx, account.id);
    const changed = named.filter(
      ({ category, email, inApp }) => before[category].email !== email || before[category].inApp !== inApp,
    );
    if (changed.length === 0) return findPreferences(tx, account.id);
    const at = work.now();
    for (const { category, email, inApp } of changed)
      await upsertPreference(tx, {
        accountId: account.id,
        category,
        emailOffAt: email ? null : at,
        inAppOffAt: inApp ? null : at,
      });
    const data = { changed, ...listSwitchedOff(before, changed) };
    await recordEvent(work, { ...aboutOwn(caller), type: "alert-preferences.changed", data });
    return findPreferences(tx, account.id);
  });
}

type Changed = Choice & { readonly category: AlertCategory };

function listSwitchedOff(before: Preferences["categories"], changed: readonly Changed[]) {
  const off = changed.filter(({ category, ...choice }) => decideSwitchesOff(before[category], choice));
  return off.length > 0 && { switchedOff: off.map(({ category }) => category) };
}

/** Switches on again what was switched off since somebody else came in. */
export async function switchBackOn(
  work: Work,
  { accountId, since }: { accountId: string; since: number },
  by: { readonly actor: Actor; readonly client: Client },
): Promise<void> {
  const rows = await listPreferences(work.tx, accountId);
  const changed = rows.flatMap(({ category, ...choice }) => {
    const next = decideSwitchedBack(choice, since);
    return next ? [{ category, ...next }] : [];
  });
  if (changed.length === 0) return;
  for (const next of changed) await upsertPreference(work.tx, { accountId, ...next });
  const data = {
    changed: changed.map(({ category, emailOffAt, inAppOffAt }) => ({
      category: category as AlertCategory,
      email: emailOffAt === null,
      inApp: inAppOffAt === null,
    })),
  };
  await recordEvent(work, { ...by, type: "alert-preferences.changed", accountId, data });
}
