import { fileURLToPath } from "node:url";
import { expectStatus, Person, type Reply } from "./person.ts";
import type { TestServer } from "./test-server.ts";

/** Settings of a server that knows places, behind a proxy on this machine, with a network its operator does not trust. */
export const placedSettings = {
  MORTISE_GEOIP_DATABASE: fileURLToPath(
    new URL("../conformance/vectors/geoip/GeoLite2-City-Test.mmdb", import.meta.url),
  ),
  MORTISE_TRUSTED_PROXIES: "127.0.0.1",
  MORTISE_COUNTRY_HEADER: "CF-IPCountry",
  MORTISE_DOUBTED_NETWORKS: "198.51.100.0/24, 192.0.2.0/24",
};

/** Addresses of the test file. */
export const london = "81.2.69.142";
export const changchun = "175.16.199.1";
export const boxford = "2.125.160.216";

export const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
export const chromeOn = (system: string, version = 156): string =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`;

/** Somebody signed in, with an authenticator app, at an address. */
export async function signedInFrom(server: TestServer, address: string): Promise<Person> {
  const person = new Person(server);
  person.headers["x-forwarded-for"] = address;
  await (await person.signUp()).signIn();
  await person.bindTotp();
  return person;
}

/** The person's session in other hands: the same cookies, another browser. */
export function thiefOf(person: Person, headers: Record<string, string>): Person {
  const thief = person.elsewhere();
  for (const [name, value] of person.cookies) thief.cookies.set(name, value);
  Object.assign(thief.headers, person.headers, headers);
  return thief;
}

/** Starts to restore the session's trust. */
export async function startRestoring(person: Person): Promise<{ id: string; acceptable: { kind: string }[] }> {
  return expectStatus(await person.post("/v1/attempts", { purpose: "restore-trust" }), 201).body;
}

export async function restoreWithApp(person: Person): Promise<Reply> {
  const { id } = await startRestoring(person);
  return person.prove(id, { kind: "totp", code: person.freshCode() });
}

/** The account's events of a type, oldest first. */
export async function eventsOf({ server, accountId }: Person, type: string) {
  return server.services.database.read
    .selectFrom("events")
    .selectAll()
    .where("accountId", "=", accountId)
    .where("type", "=", type)
    .orderBy("id")
    .execute();
}

export const onHold = "We put one of your sessions on hold";
