import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Person } from "../../../server/test/support/person.ts";
import { codeOf, timeStep } from "../../../server/src/authenticators/totp/totp.ts";
import { fromBase32 } from "../../../server/test/support/person.ts";
import type { TestServer } from "../../../server/test/support/test-server.ts";

/** What people do on the pages, step by step. */
export async function enterEmail(page: Page, email: string): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Continue" }).click();
}

export async function enterPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Email and password; what comes next is the test's. */
export async function beginSignIn(page: Page, { email, password }: Person): Promise<void> {
  await page.goto("/sign-in");
  await enterEmail(page, email);
  await enterPassword(page, password);
}

/** Signs in in this browser, without the pages for it: those are the matter of tests of their own. */
export async function signIn(page: Page, person: Person): Promise<void> {
  // A page: what the API answers may run and ask nothing.
  await page.goto("/sign-in");
  const proofs = [
    { kind: "password", password: person.password },
    ...(person.secrets.length > 0 ? [{ kind: "totp", code: person.freshCode() }] : []),
  ];
  const status = await page.evaluate(
    async ({ email, answers }) => {
      const post = async (path: string, body: object): Promise<{ id: string; status: string }> => {
        const headers = { "content-type": "application/json" };
        const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
        return (await response.json()) as { id: string; status: string };
      };
      let attempt = await post("/v1/attempts", { purpose: "sign-in", email });
      for (const answer of answers) attempt = await post(`/v1/attempts/${attempt.id}/proofs`, answer);
      return attempt.status;
    },
    { email: person.email, answers: proofs },
  );
  expect(status).toBe("complete");
  await page.goto("/security");
  await page.getByRole("heading", { name: "Security", level: 1 }).waitFor();
}

/** Answers "Confirm it's you" with a code. */
export async function confirm(page: Page, person: Person): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Confirm it's you" });
  await dialog.getByLabel("6-digit code").fill(person.freshCode());
  await dialog.waitFor({ state: "detached" });
}

/** Ends the ten minutes in which nothing is asked again. */
export async function endConfirmation(page: Page): Promise<void> {
  const status = await page.evaluate(
    async () => (await fetch("/v1/session/confirmation", { method: "DELETE" })).status,
  );
  expect(status).toBe(204);
}

/** In the open dialog: reads the setup key, names the authenticator, enters its code. Answers the key. */
export async function bindShown(page: Page, server: TestServer, name: string): Promise<string> {
  await page.getByRole("button", { name: "Can't scan it?" }).click();
  const secret = (await page.locator("code").innerText()).replaceAll(" ", "");
  await page.getByLabel("Name it").fill(name);
  await page.getByLabel("Enter the 6-digit code it shows").fill(codeNow(server, secret));
  await page.getByRole("dialog").getByRole("button", { name: "Add authenticator" }).click();
  return secret;
}

export function codeNow(server: TestServer, secret: string): string {
  return codeOf(fromBase32(secret), timeStep(server.clock.now()));
}

/** Whether the page says this, somewhere. */
export function says(page: Page, words: string | RegExp): Promise<void> {
  return page.getByText(words).first().waitFor();
}
