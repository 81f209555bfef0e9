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

  test("RSA keys are neither asked for nor bound where a deployment does without, and those it has go on", async () => {
    const strict = await startServer(dialect, {
      databaseUrl: server.databaseUrl,
      settings: { MORTISE_RSA_PASSKEYS: "off", MORTISE_PUBLIC_URL: server.services.config.publicUrl },
    });
    try {
      const rsa = rsaPair(2048);
      const begin = async (at: TestServer, holder: Person) => {
        const { id, options } = expectStatus(await holder.post(bindings), 201).body;
        const algorithms = options.pubKeyCredParams.map(({ alg }: { alg: number }) => alg);
        const key = new SoftwareAuthenticator(at.services.config.publicUrl);
        const credential = key.create(options, { publicKey: toCose(rsa.members) });
        key.held[0]!.key = rsa.key;
        return { key, algorithms, bound: await holder.post(`${bindings}/${id}/complete`, { credential, name: "TPM" }) };
      };
      const holder = await (await new Person(server).signUp()).signIn();
      const usual = await begin(server, holder);
      expect([usual.algorithms, usual.bound.status]).toEqual([[-8, -7, -35, -36, -257], 201]);
      const other = await (await new Person(strict).signUp()).signIn();
      const refused = await begin(strict, other);
      expect(refused.algorithms).toEqual([-8, -7, -35, -36]);
      expectRejected(refused.bound);
      const there = new Person(strict);
      expectStatus(await there.proveByPasskey(usual.key), 200);
    } finally {
      await strict.close();
    }
  });

  // Well-formed CBOR that the library will not read: it is the sender's fault, and none of ours.
  const member = (...bytes: number[]): Buffer => Buffer.from([0x61, 0x78, ...bytes]);
  const again = Buffer.from([0x63, ...Buffer.from("fmt"), 0x64, ...Buffer.from("none")]);
  test.each<[string, Buffer]>([
    ["a simple value", member(0xf8, 0x20)],
    ["a number beyond 2^53", member(0x1b, 255, 255, 255, 255, 255, 255, 255, 255)],
    ["a key given twice", again],
    ["a value that is none", member(0xe0)],
    ["a list for a key", Buffer.from([0x80, 0x01])],
  ])("an attestation object with %s is not bound, and is no fault", async (_name, more) => {
    const { id, options } = expectStatus(await person.post(bindings), 201).body;
    const credential = device().create(options);
    const object = Buffer.concat([Buffer.from(credential.response.attestationObject, "base64url"), more]);
    object[0]!++;
    const response = { ...credential.response, attestationObject: object.toString("base64url") };
    expectRejected(
      await person.post(`${bindings}/${id}/complete`, { credential: { ...credential, response }, name: "Key" }),
    );
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
