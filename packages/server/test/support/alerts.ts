import { expectStatus, Person, type Reply } from "./person.ts";
import type { TestServer } from "./test-server.ts";

/** Somebody with an account, signed in. */
export async function someone(server: TestServer): Promise<Person> {
  return (await new Person(server).signUp()).signIn();
}

/** Subjects of the mails to an address, newest first. */
export async function subjects(person: Person, to = person.email): Promise<string[]> {
  return (await person.mails(to)).map(({ subject }) => subject);
}

/** The alerts in the app, newest first. */
export async function shown(person: Person): Promise<Reply["body"]> {
  await person.server.settle?.();
  return expectStatus(await person.get("/v1/account/alerts?limit=100"), 200).body;
}

export async function typesShown(person: Person): Promise<string[]> {
  return (await shown(person)).items.map(({ type }: { type: string }) => type);
}

/** Switches mails, alerts in the app, or both, of a category. */
export async function choose(person: Person, category: string, email: boolean, inApp = true): Promise<Reply> {
  return person.call("PUT", "/v1/account/alert-preferences", { categories: { [category]: { email, inApp } } });
}

/** Says "this wasn't me" by a link, from a browser that is not signed in. */
export function disown(person: Person, token: string): Promise<Reply> {
  return new Person(person.server, person.email).post("/v1/not-me", { token });
}

/** Changes the account's address, and answers the new one. */
export async function moveTo(person: Person, address: string): Promise<void> {
  expectStatus(await person.call("PUT", "/v1/account/email", { email: address }), 202);
  expectStatus(await person.post("/v1/email-verifications", { token: await person.mailedToken(address) }), 200);
}

/** Tries to sign in with the password. */
export async function tryPassword(person: Person, password = person.password): Promise<Reply> {
  return person.prove(await person.startSignIn(), { kind: "password", password });
}

/** Chooses a new password by mail. */
export async function resetPassword(person: Person, password = "Another-Horse8"): Promise<void> {
  expectStatus(await person.post("/v1/password-resets", { email: person.email }), 202);
  const token = await person.mailedToken();
  expectStatus(await person.post("/v1/password-resets/complete", { token, password }), 204);
  person.password = password;
}
