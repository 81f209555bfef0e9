import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { changchun, london, placedSettings, signedInFrom } from "../support/flagged.ts";
import { Person } from "../support/person.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

describe.each(dialects)("places on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(dialect, { settings: placedSettings });
  });
  afterAll(() => server.close());

  const inLondon = { text: "London, United Kingdom", country: "GB", precision: "city" };
  const firstOf = async (person: Person, path: string) => (await person.get(path)).body.items[0].location;

  test("stand with sessions, the history and events, as they were then, and in mails", async () => {
    const maya = await signedInFrom(server, london);
    for (const path of ["sessions", "history", "events"])
      expect(await firstOf(maya, `/v1/account/${path}`), path).toEqual(inLondon);
    expect((await maya.mail()).text.replaceAll(/\s+/g, " ")).toContain(
      `on Linux Where: London, United Kingdom (approximate) IP address: ${london}`,
    );
    server.clock.advance(24 * 3600);
    maya.headers["x-forwarded-for"] = changchun;
    await maya.get("/v1/session");
    expect(await firstOf(maya, "/v1/account/history")).toEqual(inLondon);
    expect(await firstOf(maya, "/v1/account/sessions")).toMatchObject({ country: "CN" });
    server.clock.advance(60);
    maya.headers["x-forwarded-for"] = "127.0.0.9";
    await maya.get("/v1/session");
    expect(await firstOf(maya, "/v1/account/sessions")).toBeNull();
  });

  test("a proxy's country counts where the file is silent", async () => {
    const maya = new Person(server);
    Object.assign(maya.headers, { "x-forwarded-for": "127.0.0.9", "cf-ipcountry": "DE" });
    await (await maya.signUp()).signIn();
    const germany = { text: "Germany", country: "DE", precision: "country" };
    expect(await firstOf(maya, "/v1/account/history")).toEqual(germany);
    Object.assign(maya.headers, { "x-forwarded-for": "127.0.0.10", "cf-ipcountry": "JP" });
    expect((await maya.get("/v1/session")).body.flaggedReason).toBe("impossible-travel");
    const dana = await signedInFrom(server, london);
    dana.headers["cf-ipcountry"] = "JP";
    await dana.signIn();
    expect(await firstOf(dana, "/v1/account/history")).toEqual(inLondon);
  });

  test("nobody but a trusted proxy is believed, and with neither file nor header places are unknown", async () => {
    const direct = await startServer(dialect, {
      settings: { MORTISE_COUNTRY_HEADER: "CF-IPCountry", MORTISE_TRUSTED_PROXIES: "203.0.113.1" },
    });
    try {
      const maya = new Person(direct);
      maya.headers["cf-ipcountry"] = "DE";
      await (await maya.signUp()).signIn();
      maya.headers["cf-ipcountry"] = "JP";
      expect((await maya.get("/v1/session")).body.trust).toBe("trusted");
      for (const path of ["sessions", "history", "events"])
        expect(await firstOf(maya, `/v1/account/${path}`), path).toBeNull();
    } finally {
      await direct.close();
    }
  });
});
