import { setImmediate as turn } from "node:timers/promises";
import type { Reader } from "../database/database.ts";
import { mutex } from "../database/mutex.ts";
import { type Allowlist, compileAllowlist } from "../rules/policies/allowlist.ts";
import type { IpAllowlist } from "../vocabulary/policies.ts";
import { type AllowlistHead, findAllowlist, listAllowlistHeads } from "./policies.sql.ts";

/** An IP allowlist as it stands, prepared to be asked. */
export interface CompiledAllowlist {
  readonly isOn: boolean;
  readonly everyone: Allowlist;
  /** What owners and admins are held to instead, where it is set. */
  readonly admins: Allowlist | null;
  readonly setAt: number;
}

/** Allowlists of organizations and workspaces, each prepared once a version and shared by all their members. */
export interface AllowlistCache {
  /** Those that are set, by scope. Reads what stands, and the entries only of those that are new. */
  find(scopes: readonly string[]): Promise<ReadonlyMap<string, CompiledAllowlist>>;
}

/** How long one waits for others' lists to be prepared. */
const waitMilliseconds = 15_000;
/** Entries kept over all lists. */
const mostEntries = 500_000;

interface Kept {
  readonly stamp: string;
  readonly list: CompiledAllowlist;
  readonly entries: number;
}

export function createAllowlistCache(read: Reader, most = mostEntries): AllowlistCache {
  const kept = keepLists(most);
  // One list after the other, whoever asks: a second one who waits for the same finds it made.
  const one = mutex(waitMilliseconds);
  const load = async (head: AllowlistHead): Promise<CompiledAllowlist | undefined> => {
    await one.take();
    try {
      const known = kept.find(head);
      if (known) return known;
      // What was changed since the heads were read comes with the stamp it has now.
      const row = await findAllowlist(read, head.scope);
      const list = row && kept.add(row, compile(row.value, row.setAt));
      // A thousand entries take a millisecond or more: others get their turn in between.
      await turn();
      return list;
    } finally {
      one.release();
    }
  };
  return {
    async find(scopes) {
      const found = new Map<string, CompiledAllowlist>();
      for (const head of scopes.length > 0 ? await listAllowlistHeads(read, scopes) : []) {
        const list = kept.find(head) ?? (await load(head));
        if (list) found.set(head.scope, list);
      }
      return found;
    },
  };
}

function keepLists(most: number) {
  const kept = new Map<string, Kept>();
  let entries = 0;
  const forget = (scope: string): void => {
    entries -= kept.get(scope)?.entries ?? 0;
    kept.delete(scope);
  };
  return {
    find(head: AllowlistHead): CompiledAllowlist | undefined {
      const known = kept.get(head.scope);
      return known?.stamp === stampOf(head) ? known.list : undefined;
    },
    add(head: AllowlistHead, made: Omit<Kept, "stamp">): CompiledAllowlist {
      forget(head.scope);
      kept.set(head.scope, { ...made, stamp: stampOf(head) });
      entries += made.entries;
      for (const oldest of kept.keys()) {
        if (entries <= most) break;
        forget(oldest);
      }
      return made.list;
    },
  };
}

// The version says it all; a server from before there were versions leaves it as it was, and changes the rest.
function stampOf({ version, setAt, setBy, size }: AllowlistHead): string {
  return [version, setAt, setBy, size].join();
}

function compile(value: string, setAt: number): Omit<Kept, "stamp"> {
  const { enabled, entries, adminEntries } = JSON.parse(value) as IpAllowlist;
  const list: CompiledAllowlist = {
    isOn: enabled,
    everyone: compileAllowlist(entries),
    admins: adminEntries ? compileAllowlist(adminEntries) : null,
    setAt,
  };
  return { list, entries: 1 + entries.length + (adminEntries?.length ?? 0) };
}
