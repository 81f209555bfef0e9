import { expect, test } from "vitest";
import { fileContent, fileName, type CodesSet } from "./codes-file.ts";

const set: CodesSet = {
  codes: ["AAAAA-BBBBB", "CCCCC-DDDDD"],
  product: "Larkfield ID",
  email: "maya+work@example.com",
  host: "id.example.com",
  made: new Date(2026, 10, 3),
};

test("the file is named with product, account and date, and nothing a file system minds", () => {
  expect(fileName(set)).toBe("larkfield-id-recovery-codes-maya+work@example.com-2026-11-03.txt");
  expect(fileName({ ...set, email: "a/..\\b@example.com" })).toBe(
    "larkfield-id-recovery-codes-a-..-b@example.com-2026-11-03.txt",
  );
});

test("the file says whose codes these are, where and from when", () => {
  const content = fileContent(set);
  for (const named of ["Larkfield ID", "maya+work@example.com", "id.example.com", "2026-11-03", ...set.codes])
    expect(content).toContain(named);
});
