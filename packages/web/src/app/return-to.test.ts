import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  goOnPath,
  invitationPath,
  returnTarget,
  signInForInvitation,
  signInPath,
  signUpPath,
  withToken,
} from "./return-to.ts";

const here = "https://id.example.com";
const listed = ["https://app.example.com"];
const to = (wanted: string) => returnTarget(`?${new URLSearchParams({ return_to: wanted }).toString()}`, here, listed);

test("a path of this origin is gone back to, whole", () => {
  expect(to("/sessions?page=2#top")).toBe("/sessions?page=2#top");
});

test("an address of a listed origin is gone back to", () => {
  expect(to("https://app.example.com/projects/7")).toBe("https://app.example.com/projects/7");
  expect(to(`${here}/account`)).toBe(`${here}/account`);
});

test.each([
  "//evil.example/",
  "/\\evil.example/",
  "/\t/evil.example/",
  "https://evil.example/",
  "https://app.example.com.evil.example/",
  "https://app.example.com@evil.example/",
  "http://app.example.com/",
  "javascript:alert(1)",
  "data:text/html,x",
  "evil.example",
  "",
])("%j is ignored", (wanted) => {
  expect(to(wanted)).toBe("/security");
});

test("nothing asked for means the settings", () => {
  expect(returnTarget("", here, listed)).toBe("/security");
  expect(signInPath("/")).toBe("/sign-in");
  expect(signInPath("/sessions?x=1&y")).toBe("/sign-in?return_to=%2Fsessions%3Fx%3D1%26y");
});

test("an invitation's token goes to its page and nowhere else, and never in a query", () => {
  expect(withToken("/invitation", "t0ken")).toBe(invitationPath("t0ken"));
  expect(withToken("/invitation?return_to=%2Fnotes", "t0ken")).toBe(invitationPath("t0ken", "/notes"));
  expect(withToken("/invitations", "t0ken")).toBe("/invitations");
  expect(signInForInvitation("t0ken", "/auth", "/notes")).toBe(
    "/sign-in?return_to=%2Fauth%2Finvitation%3Freturn_to%3D%252Fnotes#token=t0ken",
  );
  expect(signUpPath("t0ken", "/invitation?return_to=%2Fnotes")).toBe("/sign-up?return_to=%2Fnotes#token=t0ken");
  expect(signUpPath("t0ken", "/invitation")).toBe("/sign-up#token=t0ken");
  expect(signUpPath("t0ken", "/notes")).toBe("/sign-up?return_to=%2Fnotes#token=t0ken");
  expect(withToken("/security", "t0ken")).toBe("/security");
  expect(withToken("https://app.example.com/invitation", "t0ken")).toBe("https://app.example.com/invitation");
  expect(withToken("/invitation", null)).toBe("/invitation");
  const path = signInForInvitation("t0ken");
  expect(new URL(path, here).search).not.toContain("t0ken");
  expect(new URL(path, here).hash).toBe("#token=t0ken");
});

test("under a base path ways back are paths of the host: to the app beside, too", () => {
  const to = (wanted: string) => returnTarget(`?return_to=${encodeURIComponent(wanted)}`, here, listed, "/auth");
  expect([to("/notes"), to("/auth/sessions"), to("//evil.example")]).toEqual([
    "/notes",
    "/auth/sessions",
    "/auth/security",
  ]);
  expect(returnTarget("", here, listed, "/auth")).toBe("/auth/security");
  expect(signInPath("/sessions", "/auth")).toBe("/sign-in?return_to=%2Fauth%2Fsessions");
  expect(goOnPath("/notes", "/auth")).toBe("/auth/go-on?return_to=%2Fnotes");
  expect(signInForInvitation("t0ken", "/auth")).toBe("/sign-in?return_to=%2Fauth%2Finvitation#token=t0ken");
  expect(withToken("/auth/invitation", "t0ken", "/auth")).toBe("/auth/invitation#token=t0ken");
  expect(withToken("/invitation", "t0ken", "/auth")).toBe("/invitation");
});

test("no link to a page on the way forgets where the way leads, but those of mails that lead nowhere else", () => {
  const root = new URL("..", import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));
  const forgets = files.filter((file) =>
    /href=(?:"|\{[^}]*")\/(?:sign-in|sign-up|forgot-password)"/.test(
      readFileSync(new URL(file, root), "utf8").replaceAll(/onTheWay\("[^"]*"/g, ""),
    ),
  );
  expect(forgets.sort()).toEqual([
    "invitation/invitation-page.tsx",
    "not-me/not-me-page.tsx",
    "not-me/secured-card.tsx",
  ]);
});
