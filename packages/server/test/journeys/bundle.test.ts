import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectStatus, Person } from "../support/person.ts";
import { freePort, type ServerProcess, startProcess } from "../support/server-process.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import type { TestServer } from "../support/test-server.ts";

// What operators run is one bundle; packages that load in the sources may fail to in there.
let folder: string;
let running: ServerProcess;
let server: TestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mortise-bundle-"));
  const url = `http://localhost:${await freePort()}`;
  running = await startProcess({
    MORTISE_PORT: new URL(url).port,
    MORTISE_DATABASE_URL: `file:${join(folder, "mortise.db")}`,
    MORTISE_ATTESTATION: "direct",
  });
  server = { url, services: { config: { publicUrl: url } } } as unknown as TestServer;
});
afterAll(async () => {
  await running.end("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

test("the bundle registers and verifies passkeys, and reads phone numbers", async () => {
  const person = new Person(server);
  const device = new SoftwareAuthenticator(server.url);
  expectStatus(await person.post("/v1/sign-up", { email: person.email, name: person.name }), 202);
  const token = await person.mailedToken();
  const options = expectStatus(await person.post("/v1/email-verifications/passkey-options", { token }), 200).body;
  expectStatus(await person.post("/v1/email-verifications", { token, credential: device.create(options) }), 200);
  expect(expectStatus(await person.proveByPasskey(device), 200).body.session.assurance).toBe(2);
  await person.bindPasskey(new SoftwareAuthenticator(server.url), "Spare");
  const phone = { number: "0151 23456789", country: "DE" };
  expectStatus(await person.post("/v1/account/authenticators/phones", phone), 201);
});
