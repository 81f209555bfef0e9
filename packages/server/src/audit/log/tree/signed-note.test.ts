import { describe, expect, test } from "vitest";
import { makeSigningKey, signEd25519, signingKeyOf } from "../../../crypto/ed25519.ts";
import { systemRandom } from "../../../crypto/random.ts";
import { formatCheckpoint, readCheckpoint } from "./checkpoint.ts";
import { formatNote, type NoteSignature, openNote, parseNote, readSignatures } from "./signed-note.ts";
import {
  formatVerifierKey,
  keyIdOf,
  logVerifier,
  readVerifierKey,
  type VerifierKey,
} from "../../../crypto/verifier-key.ts";

// The example of golang.org/x/mod/sumdb/note, whose format C2SP took over; and the key of Go's checksum database.
const neumannKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const neumannSecret = Buffer.from("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "base64").subarray(1);
const neumannText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const neumannLine =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const neumannNote = `${neumannText}\n${neumannLine}`;
const sumdbKey = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

const verifierOf = (text: string) => logVerifier(readVerifierKey(text)!);
const pair = makeSigningKey(systemRandom);
const key: VerifierKey = { kind: "log", name: "id.example.com/log", publicKey: pair.publicKey };
const sign = (text: string): NoteSignature => ({
  name: key.name,
  keyId: keyIdOf(key),
  signature: signEd25519(pair.privateKey, text),
});

describe("verifier keys", () => {
  test.each([neumannKey, sumdbKey])("%s reads and writes the same", (text) => {
    expect(formatVerifierKey(readVerifierKey(text)!)).toBe(text);
  });

  test.each([
    ["another hash", neumannKey.replace("c74f", "c74e")],
    ["another name", neumannKey.replace("Peter", "Piter")],
    ["a kind nobody knows", "PeterNeumann+c74f20a3+AhpcAQ"],
    ["a short key", neumannKey.slice(0, -4)],
    ["a space", ` ${neumannKey}`],
    ["nothing", ""],
  ])("with %s is none", (_, text) => {
    expect(readVerifierKey(text)).toBeUndefined();
  });
});

describe("signed notes", () => {
  test("the published example opens, and is made again byte for byte", () => {
    expect(openNote(neumannNote, [verifierOf(neumannKey)])?.text).toBe(neumannText);
    const { privateKey, publicKey } = signingKeyOf(neumannSecret);
    const signer: VerifierKey = { kind: "log", name: "PeterNeumann", publicKey };
    expect(formatVerifierKey(signer)).toBe(neumannKey);
    const signature = signEd25519(privateKey, neumannText);
    expect(formatNote(neumannText, [{ name: signer.name, keyId: keyIdOf(signer), signature }])).toBe(neumannNote);
  });

  test("of several signatures those of known keys are told", () => {
    const two = formatNote(neumannText, [sign(neumannText), ...readSignatures(neumannLine)!]);
    expect(openNote(two, [logVerifier(key)])?.signatures.map(({ name }) => name)).toEqual([key.name]);
    expect(openNote(two, [verifierOf(neumannKey), logVerifier(key)])?.signatures).toHaveLength(2);
    expect(openNote(two, [verifierOf(sumdbKey)])).toBeUndefined();
  });

  test("a wrong signature of a known key spoils the note, even beside a right one", () => {
    const wrong = formatNote(neumannText, [...readSignatures(neumannLine)!, sign("another text\n")]);
    expect(openNote(wrong, [verifierOf(neumannKey), logVerifier(key)])).toBeUndefined();
    expect(openNote(neumannNote.replace("problem is", "problem was"), [verifierOf(neumannKey)])).toBeUndefined();
  });

  test("a text with empty lines is split at the last one", () => {
    const text = "one\n\ntwo\n\n";
    expect(openNote(formatNote(text, [sign(text)]), [logVerifier(key)])?.text).toBe(text);
  });

  test.each([
    ["no signature", `${neumannText}\n`],
    ["no empty line", neumannText + neumannLine],
    ["a line that is no signature", `${neumannNote}more\n`],
    ["no end of the last line", neumannNote.slice(0, -1)],
    ["a carriage return", neumannNote.replace("problem,", "problem,\r")],
    ["a hyphen for the dash", neumannNote.replace("—", "-")],
    ["two spaces", neumannNote.replace("— P", "—  P")],
    ["loose base64", neumannNote.replace("AM=", "AN=")],
    ["a plus in a name", neumannNote.replace("— Peter", "— Pe+er")],
    ["a hundred and one signatures", neumannNote + neumannLine.repeat(100)],
  ])("with %s is none", (_, note) => {
    expect(parseNote(note)).toBeUndefined();
  });
});

describe("checkpoints", () => {
  const root = Buffer.alloc(32, 9);
  const text = `id.example.com/log\n1234\n${root.toString("base64")}\n`;

  test("are written and read, with lines of others below", () => {
    expect(formatCheckpoint({ origin: "id.example.com/log", size: 1234, root })).toBe(text);
    for (const each of [text, `${text}something else\n`])
      expect(readCheckpoint(each)).toEqual({ origin: "id.example.com/log", size: 1234, root });
  });

  test.each([
    ["no origin", text.replace("id.example.com/log", "")],
    ["a zero before the size", text.replace("1234", "01234")],
    ["a signed size", text.replace("1234", "+1234")],
    ["a size beyond what counts exactly", text.replace("1234", "9007199254740993")],
    ["a short root", text.replace(root.toString("base64"), "AAAA")],
    ["a root without its padding", text.replace("=", "")],
    ["an empty line", `${text}\n`],
    ["no last line feed", text.slice(0, -1)],
  ])("with %s are none", (_, wrong) => {
    expect(readCheckpoint(wrong)).toBeUndefined();
  });
});
