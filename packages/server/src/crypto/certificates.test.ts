import { execFileSync } from "node:child_process";
import {
  createCipheriv,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readCertificate } from "./certificates.ts";
import { openAes, unwrapRsaOaep } from "./decryption.ts";
import { systemRandom } from "./random.ts";
import { makeSelfSigned } from "./self-signed.ts";
import { signRsaSha256, verifySignature } from "./signatures.ts";

const folder = mkdtempSync(join(tmpdir(), "certificates-"));
afterAll(() => rmSync(folder, { recursive: true }));
const openssl = (...args: string[]): string => execFileSync("openssl", args, { encoding: "utf8", stdio: "pipe" });
const made = (...key: string[]): string =>
  openssl("req", "-x509", "-nodes", "-subj", "/CN=idp", "-days", "1", "-keyout", join(folder, "key.pem"), ...key);

const notBefore = Date.UTC(2026, 0, 1);
const notAfter = Date.UTC(2051, 0, 1);
const own = await makeSelfSigned(systemRandom, { commonName: "mörtise.example", notBefore, notAfter });

describe("a certificate of our own", () => {
  test("is one to OpenSSL, which checks its signature and reads its terms", () => {
    const path = join(folder, "own.pem");
    writeFileSync(path, own.certificatePem);
    expect(openssl("verify", "-x509_strict", "-CAfile", path, path)).toContain("OK");
    const seen = new X509Certificate(own.certificatePem);
    expect(seen.verify(seen.publicKey)).toBe(true);
    expect(seen.subject).toBe("CN=mörtise.example");
    expect(BigInt(`0x${seen.serialNumber}`) > 2n ** 64n).toBe(true);
  });

  test("is read", () => {
    expect(readCertificate(own.certificatePem)).toMatchObject({
      notBefore,
      notAfter,
      pem: own.certificatePem,
      fingerprint: new X509Certificate(own.certificatePem).fingerprint256.replaceAll(":", "").toLowerCase(),
      key: { kind: "rsa" },
    });
  });

  test("signs, and nothing else has signed that", () => {
    const { key } = readCertificate(own.certificatePem)!;
    const signature = signRsaSha256(own.privateKeyPem, Buffer.from("text"));
    expect(verifySignature({ kind: "rsa", hash: "sha256" }, key, "text", signature)).toBe(true);
    expect(verifySignature({ kind: "rsa", hash: "sha256" }, key, "texts", signature)).toBe(false);
    expect(verifySignature({ kind: "rsa", hash: "sha512" }, key, "text", signature)).toBe(false);
    expect(verifySignature({ kind: "ec", hash: "sha256" }, key, "text", signature)).toBe(false);
    expect(verifySignature({ kind: "rsa", hash: "sha256" }, key, "text", signature.subarray(1))).toBe(false);
  });
});

describe("a certificate", () => {
  test.each([
    ["bare base64 in lines", own.certificatePem.replaceAll(/-----[A-Z ]+-----/g, "").replaceAll("\n", "\n  ")],
    ["PEM with words around it", `Bag Attributes\n${own.certificatePem}\n`],
    ["PEM with other line ends", own.certificatePem.replaceAll("\n", "\r\n")],
  ])("is read from %s", (_name, text) => {
    expect(readCertificate(text)?.pem).toBe(own.certificatePem);
  });

  test.each([
    ["nothing", () => ""],
    ["text", () => "certificate"],
    ["base64 of something else", () => Buffer.from("certificate").toString("base64")],
    ["half of one", () => own.certificatePem.slice(0, 500)],
    ["a private key", () => own.privateKeyPem],
    ["one that is too long", () => own.certificatePem + " ".repeat(16 * 1024)],
    ["RSA of 1024 bits", () => made("-newkey", "rsa:1024")],
    ["Ed25519", () => made("-newkey", "ed25519")],
    ["a curve of other people", () => made("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1")],
  ])("is none: %s", (_name, make) => {
    expect(readCertificate(make())).toBeUndefined();
  });

  test.each(["prime256v1", "secp384r1", "secp521r1"])("of %s verifies ECDSA as XML has it", (curve) => {
    const { key } = readCertificate(made("-newkey", "ec", "-pkeyopt", `ec_paramgen_curve:${curve}`))!;
    const privateKey = execFileSync("cat", [join(folder, "key.pem")]);
    const signed = (dsaEncoding: "der" | "ieee-p1363") =>
      sign("sha384", Buffer.from("text"), { key: privateKey, dsaEncoding });
    expect(verifySignature({ kind: "ec", hash: "sha384" }, key, "text", signed("ieee-p1363"))).toBe(true);
    expect(verifySignature({ kind: "ec", hash: "sha384" }, key, "text", signed("der"))).toBe(false);
  });
});

describe("what is sealed", () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const key = randomBytes(32);

  test.each(["sha1", "sha256"] as const)(
    "for a key by OAEP with %s opens, by the other hash or key it does not",
    (oaepHash) => {
      const sealed = publicEncrypt({ key: publicKey, oaepHash }, key);
      expect(unwrapRsaOaep(privateKey, oaepHash, sealed)).toEqual(key);
      expect(unwrapRsaOaep(privateKey, oaepHash === "sha1" ? "sha256" : "sha1", sealed)).toBeUndefined();
      expect(unwrapRsaOaep(own.privateKeyPem, oaepHash, sealed)).toBeUndefined();
      expect(() => privateDecrypt({ key: privateKey, oaepHash }, sealed)).not.toThrow();
    },
  );

  test.each([16, 32] as const)("by AES-GCM with %i bytes opens, and not when a bit changed", (keyBytes) => {
    const short = key.subarray(0, keyBytes);
    const iv = randomBytes(12);
    const cipher = createCipheriv(keyBytes === 16 ? "aes-128-gcm" : "aes-256-gcm", short, iv);
    const sealed = Buffer.concat([iv, cipher.update("text"), cipher.final(), cipher.getAuthTag()]);
    expect(openAes({ mode: "gcm", keyBytes }, short, sealed)).toEqual(Buffer.from("text"));
    sealed[14]! ^= 1;
    expect(openAes({ mode: "gcm", keyBytes }, short, sealed)).toBeUndefined();
    expect(openAes({ mode: "gcm", keyBytes }, short, sealed.subarray(0, 27))).toBeUndefined();
    expect(openAes({ mode: "gcm", keyBytes }, randomBytes(24), sealed)).toBeUndefined();
  });

  test("by AES-CBC opens whatever the padding is filled with, and not with a length that is none", () => {
    const iv = randomBytes(16);
    const sealed = (block: number[]): Buffer => {
      const cipher = createCipheriv("aes-256-cbc", key, iv).setAutoPadding(false);
      return Buffer.concat([iv, cipher.update(Buffer.from(block)), cipher.final()]);
    };
    const letters = [...Buffer.from("0123456789")];
    const cbc = { mode: "cbc", keyBytes: 32 } as const;
    expect(openAes(cbc, key, sealed([...letters, 9, 8, 7, 5, 3, 6]))).toEqual(Buffer.from("0123456789"));
    expect(openAes(cbc, key, sealed([...letters, 9, 8, 7, 5, 3, 0]))).toBeUndefined();
    expect(openAes(cbc, key, sealed([...letters, 9, 8, 7, 5, 3, 17]))).toBeUndefined();
    expect(openAes(cbc, key, sealed([...letters, 1, 1, 1, 1, 1, 1]).subarray(1))).toBeUndefined();
  });
});
