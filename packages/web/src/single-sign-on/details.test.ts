import { expect, test } from "vitest";
import { splitCertificates } from "./details.ts";

const pem = (text: string) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`;

test("certificates one after the other are several", () => {
  expect(splitCertificates(`${pem("one")}\n\n${pem("two")}\n`)).toEqual([pem("one"), pem("two")]);
});

test("what has no such lines goes as it is, for the server to say what is wrong with it", () => {
  expect(splitCertificates(" MIIC ")).toEqual(["MIIC"]);
});
