import { expect, test } from "vitest";
import { listPlaceWords } from "./place-words.ts";

const place = { productName: "Néw Mortise", hosts: ["login.example.com", "example.com"] };

test("words of the place: whole, without what separates them, part by part, three letters or more, each once", () => {
  const words = listPlaceWords(
    { email: "Maya.W@harbour.example", name: "Al Wren", organizations: ["ACME & Co"] },
    place,
  );
  for (const word of [
    "new mortise",
    "newmortise",
    "mortise",
    "login",
    "example",
    "examplecom",
    "maya.w",
    "mayaw",
    "maya",
  ])
    expect(words).toContain(word);
  for (const word of ["harbour", "alwren", "wren", "acme", "acmeco"]) expect(words).toContain(word);
  for (const word of ["al", "co", "w", ""]) expect(words).not.toContain(word);
  expect(new Set(words).size).toBe(words.length);
});

test("parts in a row, and where a capital or another script begins", () => {
  const owner = {
    email: "m@contoso-labs.com",
    organizations: ["Blue Harbor Logistics", "RedFalcon", "株式会社さくら"],
  };
  const words = listPlaceWords(owner, place);
  for (const word of ["contosolabs", "blueharbor", "harborlogistics", "redfalcon", "falcon", "株式会社", "さくら"])
    expect(words).toContain(word);
});

test("two hundred at most, of twenty organizations at most", () => {
  const organizations = Array.from({ length: 500 }, (_, each) => `Organization number${each} of${each} many${each}`);
  const words = listPlaceWords({ organizations }, place);
  expect(words).toHaveLength(200);
  expect(words).not.toContain("number20");
});

test("of somebody of whom nothing is known: the place alone", () => {
  expect(listPlaceWords({}, { productName: "Mortise", hosts: [] })).toEqual(["mortise"]);
});
