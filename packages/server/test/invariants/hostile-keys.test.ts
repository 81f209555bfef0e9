import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { ecMembers, edMembers, rsaPair, toCose, valueOf, withMember } from "../support/cose-keys.ts";
import { expectStatus, Person, type Reply, slugOf } from "../support/person.ts";
import { type Lies, SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const bindings = "/v1/account/authenticators/passkeys";
const tail = Buffer.from([0]);
const mark = Buffer.from([0xef, 0xbb, 0xbf]);
const weak = rsaPair(512);

/** The same signature, with a zero in front of its first number. */
const withZero = (signature: Buffer): Buffer => {
  const [length, first] = [signature[1]!, signature[3]!];
  return Buffer.concat([
    Buffer.from([0x30, length + 1, 2, first + 1, 0]),
    signature.subarray(4, 4 + first),
    signature.subarray(4 + first),
  ]);
};

describe.each(dialects)("keys nobody should have, on %s", (dialect) => {
  let server: TestServer;
  let person: Person;
  beforeAll(async () => {
    server = await startServer(dialect);
    person = await (await new Person(server).signUp()).signIn();
  });
  afterAll(() => server.close());

  const device = (): SoftwareAuthenticator => new SoftwareAuthenticator(server.services.config.publicUrl);
  const passkeys = async () => (await person.get("/v1/account/authenticators")).body.passkeys;
  const bind = async (lies: Lies): Promise<Reply> => {
    const { id, options } = expectStatus(await person.post(bindings), 201).body;
    return person.post(`${bindings}/${id}/complete`, { credential: device().create(options, lies), name: "Key" });
  };
  const expectRejected = (reply: Reply): void => expect([reply.status, slugOf(reply)]).toEqual([401, "proof-rejected"]);

  const p256 = ecMembers("P-256");
  const off = valueOf(p256, -3);
  off[31]! ^= 1;
  test.each<[string, Lies]>([
    ["a point off the curve", { publicKey: toCose(withMember(p256, -3, off)) }],
    ["RSA of 512 bits", { publicKey: toCose(weak.members) }],
    ["RSA with exponent 1", { publicKey: toCose(withMember(rsaPair(2048).members, -2, Buffer.from([1]))) }],
    ["a point of small order", { publicKey: toCose(edMembers(Buffer.alloc(32))) }],
    ["an algorithm that does not fit the key", { publicKey: toCose(withMember(p256, 3, -8)) }],
    ["a member more in the key", { publicKey: toCose([...p256, [4, "x"]]) }],
    ["a byte behind authenticator data", { behind: { authData: tail } }],
    ["a byte behind the attestation object", { behind: { attestation: tail } }],
  ])("%s is not bound", async (_name, lies) => {
    const before = await passkeys();
    expectRejected(await bind(lies));
    expect(await passkeys()).toEqual(before);
  });

  test("client data with a byte order mark is read, as the standard has it", async () => {
    const holder = await (await new Person(server).signUp()).signIn();
    const { id, options } = expectStatus(await holder.post(bindings), 201).body;
    const key = device();
    const credential = key.create(options, { before: { clientData: mark } });
    expectStatus(await holder.post(`${bindings}/${id}/complete`, { credential, name: "Key" }), 201);
    const { body } = expectStatus(await holder.elsewhere().proveByPasskey(key, { before: { clientData: mark } }), 200);
    expect(body.status).toBe("complete");
    expectRejected(
      await holder.elsewhere().proveByPasskey(key, { before: { clientData: Buffer.concat([mark, mark]) } }),
    );
  });

  test.each<[string, Lies]>([
    ["a byte behind the signature", { rewrite: (signature) => Buffer.concat([signature, tail]) }],
    ["a number with a zero too many", { rewrite: withZero }],
    ["a byte behind authenticator data", { behind: { authData: tail } }],
  ])("%s opens nothing", async (_name, lies) => {
    const holder = await (await new Person(server).signUp()).signIn();
    const key = device();
    await holder.bindPasskey(key);
    expectRejected(await holder.elsewhere().proveByPasskey(key, lies));
    expectStatus(await holder.elsewhere().proveByPasskey(key), 200);
  });

  test("one bound before this was asked opens nothing any more", async () => {
    const holder = await (await new Person(server).signUp()).signIn();
    const key = device();
    const { authenticator } = await holder.bindPasskey(key);
    await server.services.database.transact((tx) =>
      tx
        .updateTable("passkeys")
        .set({ publicKey: toCose(weak.members), algorithm: -257 })
        .where("id", "=", authenticator.id)
        .execute(),
    );
    key.held[0]!.key = weak.key;
    expectRejected(await holder.elsewhere().proveByPasskey(key));
    const strong = rsaPair(2048);
    await server.services.database.transact((tx) =>
      tx
        .updateTable("passkeys")
        .set({ publicKey: toCose(strong.members) })
        .where("id", "=", authenticator.id)
        .execute(),
    );
    key.held[0]!.key = strong.key;
    expectStatus(await holder.elsewhere().proveByPasskey(key), 200);
  });
});
