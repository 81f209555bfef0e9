import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { SoftwareAuthenticator, type Traits } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

const password = "/v1/account/password";
const authenticators = "/v1/account/authenticators";

describe.each(dialects)("keys that a sign-in can find, on %s", (dialect) => {
  const server = setServer(dialect);
  const signedIn = async (): Promise<Person> => (await new Person(server).signUp()).signIn();
  const device = (traits: Traits = {}) => new SoftwareAuthenticator(server.services.config.publicUrl, traits);
  const passkeysOf = async (person: Person) => (await person.get(authenticators)).body.passkeys;

  test.each<[string, Traits, object]>([
    ["a security key with a PIN", {}, { securityKey: true }],
    ["one that says it is not discoverable", { rk: false }, {}],
    ["one that says nothing", { rk: null }, {}],
    ["one that the browser made by itself and says nothing of", { rk: null }, { conditional: true }],
  ])("%s is no way in on its own", async (_name, traits, wish) => {
    const person = await signedIn();
    await person.bindTotp();
    await person.bindPasskey(device(traits), "Key", wish);
    expect(await passkeysOf(person)).toMatchObject([{ verifiesUser: true, discoverable: false, signsInAlone: false }]);
    const refused = await person.call("DELETE", password);
    expect([refused.status, slugOf(refused), refused.body.reason]).toEqual([409, "last-authenticator", "no-way-in"]);
    expect(expectStatus(await person.get(authenticators), 200).body.password).not.toBeNull();
  });

  test("beside a key that cannot be found, the last one that can stays", async () => {
    const person = await signedIn();
    const { authenticator: passkey } = await person.bindPasskey(device(), "Laptop");
    await person.bindPasskey(device(), "Key", { securityKey: true });
    expectStatus(await person.call("DELETE", password), 204);
    const refused = await person.call("DELETE", `${authenticators}/${passkey.id}`);
    expect([refused.status, refused.body.reason]).toEqual([409, "no-way-in"]);
  });

  test("a key shows that it can be found by signing in unnamed, and keeps that", async () => {
    const person = await signedIn();
    const key = device({ counts: false });
    await person.bindPasskey(key, "Key", { securityKey: true });
    expectStatus(await person.stepUpByPasskey(key), 200);
    expect(await passkeysOf(person)).toMatchObject([{ discoverable: false }]);
    expectStatus(await person.elsewhere().proveByPasskey(key), 200);
    expect(await passkeysOf(person)).toMatchObject([{ securityKey: true, discoverable: true, signsInAlone: true }]);
    expectStatus(await person.stepUpByPasskey(key), 200);
    expect(await passkeysOf(person)).toMatchObject([{ discoverable: true, signsInAlone: true }]);
    expectStatus(await person.call("DELETE", password), 204);
  });

  test("an answer without a user handle, or as a second step, shows nothing of the kind", async () => {
    const person = await signedIn();
    const key = device();
    await person.bindPasskey(key, "Key", { securityKey: true });
    const other = person.elsewhere();
    const first = await other.startSignIn();
    expectStatus(await other.answerByPasskey(first, key, { userHandle: null }), 200);
    const second = await other.startSignIn();
    expectStatus(await other.prove(second, { kind: "password", password: other.password }), 200);
    expectStatus(await other.answerByPasskey(second, key), 200);
    expect(await passkeysOf(person)).toMatchObject([{ discoverable: false, signsInAlone: false }]);
  });

  test("two uses at once keep what one of them showed", async () => {
    const person = await signedIn();
    const key = device({ counts: false });
    await person.bindPasskey(key, "Key", { securityKey: true });
    const ways = Array.from({ length: 6 }, (_, index) =>
      index % 2 === 0 ? person.elsewhere().proveByPasskey(key) : person.stepUpByPasskey(key),
    );
    // Of changes of one session at once one is made; each sign-in is its own.
    const ended = await Promise.allSettled(ways);
    const made = ended.filter((each) => each.status === "fulfilled" && each.value.status === 200);
    expect(made.length).toBeGreaterThanOrEqual(4);
    expect(await passkeysOf(person)).toMatchObject([{ discoverable: true }]);
  });

  test("a security key is called one when it is added, renamed and removed", async () => {
    const person = await signedIn();
    const { authenticator: key } = await person.bindPasskey(device(), "Blue", { securityKey: true });
    expect((await person.mail()).subject).toBe("A security key was added");
    expectStatus(await person.call("PATCH", `${authenticators}/${key.id}`, { name: "Red" }), 200);
    await person.bindTotp();
    expectStatus(await person.call("DELETE", `${authenticators}/${key.id}`), 204);
    expect((await person.mail()).subject).toBe("A security key was removed");
    const { items } = (await person.get("/v1/account/events")).body;
    const sentences = items.map(({ text }: { text: string }) => text).join("\n");
    for (const word of ["added the security key", "renamed a security key", "removed the security key"])
      expect(sentences).toContain(word);
  });
});
