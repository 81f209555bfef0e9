import { expectStatus, type Person, type Reply } from "./person.ts";
import type { TestServer } from "./test-server.ts";

let numbers = 0;

/** A German mobile number nobody else in the tests has. */
export function newNumber(): string {
  return `+4915120${String(++numbers).padStart(6, "0")}`;
}

export const phonesPath = "/v1/account/authenticators/phones";

/** Text messages a phone got, the newest first, as the outbox page has them. */
export async function textsTo(
  person: Person,
  number: string,
): Promise<{ text: string; channel: string; id: string }[]> {
  return (await person.listed(number)) as unknown as { text: string; channel: string; id: string }[];
}

/** The code of the newest message to a number. */
export async function codeSentTo(person: Person, number: string): Promise<string> {
  const text = (await textsTo(person, number))[0]?.text ?? "";
  const code = /^(\d{6}) is your /.exec(text)?.[1];
  if (!code) throw new Error(`No code was sent to ${number}.`);
  return code;
}

/** Another code than this one. */
export function wrongCode(code: string): string {
  return code === "000000" ? "000001" : "000000";
}

/** Binds a phone and answers its id. Limits count: an account sends five messages an hour. */
export async function bindPhone(person: Person, number = newNumber(), name?: string): Promise<string> {
  const { id } = expectStatus(await person.post(phonesPath, { number }), 201).body;
  const code = await codeSentTo(person, number);
  const bound = expectStatus(await person.post(`${phonesPath}/${id}/complete`, { code, ...(name && { name }) }), 201);
  if (bound.body.recoveryCodes) person.recoveryCodes = bound.body.recoveryCodes;
  return id;
}

/** Proves the password in a new sign-in, and answers the attempt. */
export async function halfSignIn(person: Person): Promise<string> {
  const id = await person.startSignIn();
  expectStatus(await person.prove(id, { kind: "password", password: person.password }), 200);
  return id;
}

export function askCode(person: Person, attemptId: string, authenticatorId?: string): Promise<Reply> {
  return person.post(`/v1/attempts/${attemptId}/text-message`, authenticatorId ? { authenticatorId } : {});
}

/** Confirms it's them by a code to the phone. */
export async function stepUpByPhone(person: Person, number: string, operation = "bind-authenticator"): Promise<void> {
  const { id } = expectStatus(await person.post("/v1/attempts", { purpose: "step-up", operation }), 201).body;
  expectStatus(await askCode(person, id), 202);
  expectStatus(await person.prove(id, { kind: "phone", code: await codeSentTo(person, number) }), 200);
}

/** Types of everything recorded, the oldest first, with their facts. */
export async function recorded({ services }: TestServer, type: string): Promise<Record<string, unknown>[]> {
  const rows = await services.database.read
    .selectFrom("events")
    .select("data")
    .where("type", "=", type)
    .orderBy("id")
    .execute();
  return rows.map(({ data }) => JSON.parse(data) as Record<string, unknown>);
}
