import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/config/config.ts";
import { expectStatus, Person } from "../support/person.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { startServer } from "../support/test-server.ts";

const base = { MORTISE_PUBLIC_URL: "https://id.example.com", MORTISE_SMTP_URL: "smtp://mail.example.com" };
const read = (settings: Record<string, string>) => readConfig({ ...base, ...settings }).relyingParty;

describe("the relying party", () => {
  test("is the public URL's host, or a parent domain of it", () => {
    expect(read({}).id).toBe("id.example.com");
    expect(read({ MORTISE_RP_ID: "example.com" }).id).toBe("example.com");
  });

  test.each([
    [{ MORTISE_RP_ID: "other.com" }, "must be that host or a parent domain"],
    [{ MORTISE_RP_ID: "le.com" }, "must be that host or a parent domain"],
    [{ MORTISE_RP_ID: "com" }, "do not accept"],
    [{ MORTISE_RP_ID: "https://example.com" }, "host name such as example.com"],
    [{ MORTISE_RELATED_ORIGINS: "http://shop.example" }, "not an https origin"],
    [{ MORTISE_RELATED_ORIGINS: "https://shop.example/path" }, "not an https origin"],
    [{ MORTISE_NATIVE_ORIGINS: "android:apk-key-hash:abc" }, "43 characters of base64url"],
    [{ MORTISE_NATIVE_ORIGINS: `android:apk-key-hash:${"A".repeat(42)}B` }, "43 characters of base64url"],
    [{ MORTISE_NATIVE_ORIGINS: `android:apk-key-hash:${"A".repeat(43)}=` }, "43 characters of base64url"],
    [{ MORTISE_NATIVE_ORIGINS: `android:apk-key-hash-sha1:${"A".repeat(43)}` }, "43 characters of base64url"],
    [{ MORTISE_NATIVE_ORIGINS: `ios:${"A".repeat(43)}` }, "43 characters of base64url"],
    [{ MORTISE_NATIVE_ORIGINS: "https://app.example.com" }, "43 characters of base64url"],
  ])("%o is refused at start", (settings, message) => {
    expect(() => read(settings as Record<string, string>)).toThrow(message);
  });

  test("an address instead of a name starts all the same: passkeys are for names only", () => {
    expect(readConfig({ MORTISE_PUBLIC_URL: "http://[::1]:3000" }).relyingParty.id).toBe("[::1]");
  });

  test("accepts ceremonies of listed hosts' pages and of related origins", () => {
    const { origins } = read({
      MORTISE_ORIGINS: "https://app.example.com",
      MORTISE_RELATED_ORIGINS: "https://example.de",
    });
    expect(origins).toEqual(["https://id.example.com", "https://app.example.com", "https://example.de"]);
  });
});

describe("what browsers and passkey managers ask", () => {
  test("related origins, where there are any, and their ceremonies", async () => {
    const server = await startServer("sqlite", { settings: { MORTISE_RELATED_ORIGINS: "https://example.de" } });
    try {
      const person = await (await new Person(server).signUp()).signIn();
      const listed = expectStatus(await person.get("/.well-known/webauthn"), 200);
      expect(listed.headers.get("content-type")).toContain("application/json");
      expect(listed.body.origins).toContain("https://example.de");
      const device = new SoftwareAuthenticator("https://example.de");
      await person.bindPasskey(device);
      expectStatus(await person.elsewhere().proveByPasskey(device), 200);
    } finally {
      await server.close();
    }
  });

  test("native apps that are listed, and none that are not; a browser is told of none", async () => {
    const [listed, other] = [
      "qhnT0XwcKJFxPqaJgjMHu3kKc8nQ3jJzZ-F9Dk_5m6A",
      "bhnT0XwcKJFxPqaJgjMHu3kKc8nQ3jJzZ-F9Dk_5m6A",
    ];
    const origin = `android:apk-key-hash:${listed}`;
    const server = await startServer("sqlite", { settings: { MORTISE_NATIVE_ORIGINS: origin } });
    try {
      const person = await (await new Person(server).signUp()).signIn();
      const device = new SoftwareAuthenticator(origin);
      await person.bindPasskey(device);
      expectStatus(await person.elsewhere().proveByPasskey(device), 200);
      for (const stranger of [`android:apk-key-hash:${other}`, `${origin}=`, "android:apk-key-hash:"]) {
        const theirs = new SoftwareAuthenticator(stranger);
        await expect(person.bindPasskey(theirs), stranger).rejects.toThrow();
      }
      expectStatus(await person.get("/.well-known/webauthn"), 404);
      const cors = await person.call("GET", "/v1/session", undefined, { origin });
      expect(cors.headers.get("access-control-allow-origin")).toBeNull();
    } finally {
      await server.close();
    }
  });

  test("where passkeys are added and managed", async () => {
    const server = await startServer("sqlite", {
      settings: { MORTISE_PASSKEY_MANAGE_URL: "https://app.example.com/me" },
    });
    try {
      const person = new Person(server);
      const { body } = expectStatus(await person.get("/.well-known/passkey-endpoints"), 200);
      expect(body).toEqual({
        enroll: `${server.services.config.publicUrl}/security/passkeys/new`,
        manage: "https://app.example.com/me",
      });
      expect((await person.get("/.well-known/webauthn")).status).toBe(404);
    } finally {
      await server.close();
    }
  });

  test("direct attestation keeps the statement", async () => {
    const server = await startServer("sqlite", { settings: { MORTISE_ATTESTATION: "direct" } });
    try {
      const person = await (await new Person(server).signUp()).signIn();
      const device = new SoftwareAuthenticator(server.services.config.publicUrl);
      const pending = expectStatus(await person.post("/v1/account/authenticators/passkeys"), 201).body;
      expect(pending.options.attestation).toBe("direct");
      await person.bindPasskey(device);
      const rows = await server.services.database.read.selectFrom("passkeys").selectAll().execute();
      const kept = rows.filter(({ boundAt }) => boundAt !== null);
      expect(kept).toMatchObject([{ attestationFormat: "none" }]);
      expect(kept[0]?.attestationObject?.length).toBeGreaterThan(100);
    } finally {
      await server.close();
    }
  });

  test("one copy of the ASN.1 library is installed: with two, attestations fail in odd ways", async () => {
    const { readFileSync } = await import("node:fs");
    const lock = JSON.parse(readFileSync(new URL("../../../../package-lock.json", import.meta.url), "utf8"));
    const copies = Object.keys(lock.packages).filter((path) => path.endsWith("node_modules/@peculiar/asn1-schema"));
    expect(copies).toHaveLength(1);
  });
});
