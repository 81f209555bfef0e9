import { describe, expect, test } from "vitest";
import { isId, newId } from "./ids.ts";
import { type Keys, readRootKey } from "./keys.ts";
import { busy, createPasswordHasher } from "./password-hash.ts";
import { randomDigits, systemRandom } from "./random.ts";
import { seal, unseal } from "./seal.ts";

const key = (fill: number) => Buffer.alloc(32, fill).toString("base64");
const keysOf = (...fills: number[]) => fills.map((fill) => readRootKey(key(fill))!) as unknown as Keys;
const secret = Buffer.from("a secret");

describe("sealing", () => {
  const keys = keysOf(1);
  test("opens with its key and its row, and no other", () => {
    const sealed = seal(keys, systemRandom, secret, "totp_1");
    expect(Buffer.from(unseal(keys, sealed, "totp_1"))).toEqual(secret);
    expect(() => unseal(keys, sealed, "totp_2")).toThrow();
    expect(() => unseal(keysOf(2), sealed, "totp_1")).toThrow("not listed in MORTISE_ROOT_KEY");
    expect(Buffer.from(unseal(keysOf(2, 1), sealed, "totp_1"))).toEqual(secret);
    expect(seal(keys, systemRandom, secret, "totp_1")).not.toEqual(sealed);
  });
  test("any altered byte is found", () => {
    const sealed = seal(keys, systemRandom, secret, "totp_1");
    for (let at = 0; at < sealed.length; at++) {
      const altered = Uint8Array.from(sealed);
      altered[at]! ^= 1;
      expect(() => unseal(keys, altered, "totp_1"), `byte ${at}`).toThrow();
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => unseal(keys, sealed.subarray(0, length), "totp_1")).toThrow();
  });
  test("keys are 32 bytes, in base64 or hex", () => {
    expect(readRootKey(Buffer.alloc(32, 1).toString("hex"))?.fingerprint).toEqual(keys[0].fingerprint);
    for (const text of ["", "x", Buffer.alloc(31).toString("base64"), Buffer.alloc(33).toString("base64")])
      expect(readRootKey(text)).toBeUndefined();
  });
});

describe("ids", () => {
  test("sort by time, then by order of making, and are never the same", () => {
    const ids = Array.from({ length: 3000 }, (_, index) =>
      newId("evnt", 1_795_000_000_000 + Math.trunc(index / 1000), systemRandom),
    );
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => isId("evnt", id))).toBe(true);
    expect(isId("acct", ids[0]!)).toBe(false);
  });
  test("what opens something by itself is random throughout, 128 bits, and says nothing of when it was made", () => {
    const made = Array.from({ length: 4000 }, () => newId("attm", 1_795_000_000_000, systemRandom));
    expect(made.every((id) => isId("attm", id))).toBe(true);
    for (let place = 5; place < 31; place++)
      expect(new Set(made.map((id) => id[place])).size).toBe(place === 5 ? 8 : 32);
    expect(new Set(made.map((id) => id.slice(5, 15))).size).toBe(made.length);
  });
  test("spell a UUIDv7 as TypeID does (its specification's example 01890a5d-ac96-774b-bcce-b302099a8057)", () => {
    let id = "";
    for (let count = 0; count <= 0x74b; count++)
      id = newId("acct", 0x01890a5dac96, () => Uint8Array.from([0x3c, 0xce, 0xb3, 0x02, 0x09, 0x9a, 0x80, 0x57]));
    expect(id).toBe("acct_01h455vb4pex5vsknk084sn02q");
  });
});

test("ids of one millisecond are in order, also of more than its count holds", () => {
  const at = 1_700_000_000_000;
  const ids = Array.from({ length: 10_000 }, (_, made) => newId("evnt", at + (made < 9000 ? 0 : 1), systemRandom));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(newId("evnt", at + 500, systemRandom) > ids.at(-1)!).toBe(true);
});

describe("password hashing", () => {
  test("runs so many at once, queues so many, and refuses the rest", async () => {
    const hasher = createPasswordHasher({ concurrency: 1, queueLimit: 2 });
    const results = await Promise.all(Array.from({ length: 5 }, () => hasher.hash("x")));
    expect(results.filter((result) => result === busy)).toHaveLength(2);
    expect(hasher.computed).toBe(3);
    expect(await hasher.hash("x")).not.toBe(busy);
  });
  test("serves in the order they came, and says how long those take who wait", async () => {
    const hasher = createPasswordHasher({ concurrency: 1, queueLimit: 10 });
    const order: number[] = [];
    const [alone] = [hasher.hash("x"), hasher.clearsIn];
    await alone;
    const works = [0, 1, 2, 3, 4].map((at) => hasher.hash("x").then(() => order.push(at)));
    const [withFive, atRest] = [hasher.clearsIn, await Promise.all(works).then(() => hasher.clearsIn)];
    expect(order).toEqual([0, 1, 2, 3, 4]);
    expect(atRest).toBe(0);
    expect(withFive).toBeGreaterThanOrEqual(5);
  });
  test("an absent hash costs a hash and matches nothing", async () => {
    const hasher = createPasswordHasher({ concurrency: 2, queueLimit: 2 });
    expect(await hasher.verify(undefined, "x")).toBe(false);
    expect(hasher.computed).toBe(1);
    const stored = String(await hasher.hash("x"));
    expect([await hasher.verify(stored, "x"), await hasher.verify(stored, "y"), hasher.isOutdated(stored)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(hasher.isOutdated(stored.replace("m=19456", "m=9728"))).toBe(true);
  });
});

describe("digits", () => {
  const drawing = (...draws: number[]) => {
    const left = draws.map((draw) => Buffer.from([draw >>> 24, (draw >>> 16) & 255, (draw >>> 8) & 255, draw & 255]));
    return { random: () => left.shift()!, left };
  };
  test("what would favour the first values is drawn again", () => {
    const last = drawing(4_294_999_999 - 1_000_000);
    expect(randomDigits(last.random, 6)).toBe("999999");
    const again = drawing(4_294_000_000, 2 ** 32 - 1, 42);
    expect([randomDigits(again.random, 6), again.left.length]).toEqual(["000042", 0]);
  });
  test("are as many as asked for, and of every value", () => {
    const drawn = Array.from({ length: 2000 }, () => randomDigits(systemRandom, 6));
    expect(drawn.every((digits) => /^\d{6}$/.test(digits))).toBe(true);
    for (let place = 0; place < 6; place++) expect(new Set(drawn.map((digits) => digits[place])).size).toBe(10);
  });
});
