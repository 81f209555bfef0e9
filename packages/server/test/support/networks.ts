import { Person } from "./person.ts";
import type { TestServer } from "./test-server.ts";

/** Settings of a server behind a proxy that says where requests come from, with a plan that has everything. */
export const behindProxy = { MORTISE_TRUSTED_PROXIES: "127.0.0.1/32", MORTISE_DEFAULT_PLAN: "enterprise" };

export const office = { cidr: "203.0.113.0/24", label: "London office" };
export const home = { cidr: "198.51.100.0/24", label: "Home" };
/** In the office. */
export const desk = "203.0.113.24";

/** Signs somebody new up and in from an address, where they stay. */
export async function personFrom(server: TestServer, address: string): Promise<Person> {
  const person = new Person(server);
  person.headers["x-forwarded-for"] = address;
  return (await person.signUp()).signIn();
}

/** Signs the same person in on another device, from another address. */
export function signInFrom(person: Person, address: string): Promise<Person> {
  const there = person.elsewhere();
  there.headers["x-forwarded-for"] = address;
  return there.signIn();
}
