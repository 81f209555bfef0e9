import { isOn, type ReadyAllowlist } from "../../rules/policies/changing/allowlist-change.ts";
import { mostNamed } from "./members.sql.ts";

/** An address off a list. */
export interface SeenAddress {
  readonly ip: string;
  readonly members: number;
  readonly lastSeenAt: number;
}

/** Whom lists keep out, going by where they came from. */
export interface SeenFrom {
  readonly keptOut: number;
  /** The members among them who joined last, by their id. */
  readonly newest: readonly string[];
  /** The addresses with the most sessions that are off a list for somebody who came from there. */
  readonly addresses: readonly SeenAddress[];
}

/** An address with those who came from there and are held to the same list. */
interface From {
  readonly isOn: boolean;
  readonly ip: string;
  sessions: number;
  lastSeenAt: number;
  /** Of an address that is off the list: each member as often as they came. */
  readonly members: string[];
}

/**
 * Goes through where members came from (`readSeen`) once. Kept out is who came from addresses off the lists only; break-glass
 * owners pass any list.
 */
export function judgeSeen(seen: string, since: number, lists: readonly ReadyAllowlist[]): SeenFrom {
  const placeOf = createPlaces(lists);
  const doubtful = new Set<string>();
  // Where in the text the ids stand of those who came from an address that is on: mostly nobody needs them.
  const letIn: number[] = [];
  let at = 0;
  while (at < seen.length) {
    const session = readSession(seen, at);
    const { idEnds, role, last, first, ends } = session;
    const seenAt = since + session.after;
    const isAdmin = role !== "m";
    let isOnNow = note(placeOf(last, isAdmin), seen, session, seenAt);
    if (first !== "" && note(placeOf(first, isAdmin), seen, session, seenAt)) isOnNow = true;
    if (isOnNow) letIn.push(at, idEnds);
    else if (role !== "b") doubtful.add(seen.slice(at, idEnds));
    at = ends + 1;
  }
  if (doubtful.size > 0)
    for (let each = 0; each < letIn.length; each += 2) doubtful.delete(seen.slice(letIn[each], letIn[each + 1]));
  return { keptOut: doubtful.size, newest: newestOf(doubtful), addresses: listBusiest(placeOf.all()) };
}

interface Session {
  readonly begins: number;
  readonly idEnds: number;
  readonly role: string;
  readonly last: string;
  readonly first: string;
  readonly after: number;
  readonly ends: number;
}

// By its places in the text: of a hundred thousand, splitting would make half a million texts.
function readSession(seen: string, begins: number): Session {
  const idEnds = seen.indexOf(" ", begins);
  const lastEnds = seen.indexOf(" ", idEnds + 3);
  const firstEnds = seen.indexOf(" ", lastEnds + 1);
  const comma = seen.indexOf(",", firstEnds);
  const ends = comma < 0 ? seen.length : comma;
  return {
    begins,
    idEnds,
    ends,
    role: seen.charAt(idEnds + 1),
    last: seen.slice(idEnds + 3, lastEnds),
    first: seen.slice(lastEnds + 1, firstEnds),
    after: Number(seen.slice(firstEnds + 1, ends)),
  };
}

/** Each address once for everybody held to the same list: whether it is on it is asked no more often. */
function createPlaces(lists: readonly ReadyAllowlist[]) {
  const [ofAdmins, ofMembers] = [new Map<string, From>(), new Map<string, From>()];
  const placeOf = (ip: string, isAdmin: boolean): From => {
    const places = isAdmin ? ofAdmins : ofMembers;
    const known = places.get(ip);
    if (known) return known;
    const who = { role: isAdmin ? "admin" : "member" } as const;
    const isListed = lists.every((each) => isOn(each, who, ip));
    const place: From = { isOn: isListed, ip, sessions: 0, lastSeenAt: 0, members: [] };
    places.set(ip, place);
    return place;
  };
  return Object.assign(placeOf, { all: () => [...ofAdmins.values(), ...ofMembers.values()] });
}

/** Notes a session there. Answers whether the address is on the lists. */
function note(place: From, seen: string, { begins, idEnds }: Session, at: number): boolean {
  place.sessions++;
  if (at > place.lastSeenAt) place.lastSeenAt = at;
  if (!place.isOn) place.members.push(seen.slice(begins, idEnds));
  return place.isOn;
}

/** Ids begin with the time: the greatest are the newest. So few of so many are found without putting all in order. */
function newestOf(ids: Iterable<string>): string[] {
  const newest: string[] = [];
  for (const id of ids) {
    const least = newest.at(-1);
    if (newest.length === mostNamed && least !== undefined && id <= least) continue;
    const at = newest.findIndex((each) => each < id);
    newest.splice(at < 0 ? newest.length : at, 0, id);
    if (newest.length > mostNamed) newest.pop();
  }
  return newest;
}

/** The addresses off a list with the most sessions, whoever they are of; those of the most members in front. */
function listBusiest(places: readonly From[]): SeenAddress[] {
  const merged = new Map<string, Omit<From, "isOn">>();
  for (const place of places) {
    if (place.isOn) continue;
    const known = merged.get(place.ip);
    merged.set(place.ip, {
      ip: place.ip,
      sessions: place.sessions + (known?.sessions ?? 0),
      lastSeenAt: Math.max(place.lastSeenAt, known?.lastSeenAt ?? 0),
      members: known ? [...known.members, ...place.members] : place.members,
    });
  }
  return [...merged.values()]
    .sort((a, b) => b.sessions - a.sessions || b.lastSeenAt - a.lastSeenAt)
    .slice(0, mostNamed)
    .map(({ ip, members, lastSeenAt }) => ({ ip, members: new Set(members).size, lastSeenAt }))
    .sort((a, b) => b.members - a.members || b.lastSeenAt - a.lastSeenAt);
}
