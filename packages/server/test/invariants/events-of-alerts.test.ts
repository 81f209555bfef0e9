import { describe, expect, test } from "vitest";
import { disown, moveTo, someone } from "../support/alerts.ts";
import { dialects } from "../support/databases.ts";
import { eventsOf } from "../support/flagged.ts";
import { expectStatus } from "../support/person.ts";
import { recordedWithAlerts } from "../support/recorded-elsewhere.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("what happens to alerts is recorded, exactly, on %s", (dialect) => {
  const server = setServer(dialect);

  const types = async (): Promise<string[]> =>
    (await server.services.database.read.selectFrom("events").select(["type", "id"]).orderBy("id").execute()).map(
      ({ type }) => type,
    );

  test("each writing route records its events and nothing else", async () => {
    const maya = await someone(server);
    const seen = new Set<string>();
    const call = async (method: string, path: string, body: unknown, status: number) => {
      seen.add(`${method} ${path}`);
      return expectStatus(await maya.call(method, path, body), status).body;
    };
    const recorded = async (expected: string[], work: () => Promise<unknown>): Promise<void> => {
      const before = (await types()).length;
      await work();
      expect((await types()).slice(before)).toEqual(expected);
    };
    const prefer = (categories: object, status = 200) =>
      call("PUT", "/v1/account/alert-preferences", { categories }, status);
    const quiet = { email: false, inApp: false };
    const loud = { email: true, inApp: true };
    await recorded(["alert-preferences.changed"], () => prefer({ sessions: quiet, "new-device": loud }));
    expect((await eventsOf(maya, "alert-preferences.changed")).map(({ data }) => JSON.parse(data))).toEqual([
      { changed: [{ category: "sessions", ...quiet }], switchedOff: ["sessions"] },
    ]);
    await recorded([], () => prefer({ sessions: quiet }));
    await recorded(["request.refused"], () => prefer({ "new-location": quiet, password: quiet }, 422));
    expect((await maya.get("/v1/account/alert-preferences")).body.categories["new-location"]).toEqual(loud);
    await recorded([], () => prefer({}));
    await recorded([], () => call("POST", "/v1/account/alerts/read", {}, 200));
    await moveTo(maya, `next.${maya.email}`);
    const token = await maya.notMeToken(/changed/);
    await recorded([], () => call("POST", "/v1/not-me/look", { token }, 200));
    // Telling is no event: it only reads them.
    await recorded([], async () => server.settle?.());
    await maya.elsewhere().get("/v1/deployment");
    // What was switched off meanwhile is on again.
    const done = ["account.secured", "alert-preferences.changed", "email.restored"];
    await recorded(done, () => call("POST", "/v1/not-me", { token }, 200));
    await recorded([], () => call("POST", "/v1/not-me", { token }, 410));
    await recorded([], async () => expect((await disown(maya, token)).status).toBe(410));
    expect([...seen].sort()).toEqual([...recordedWithAlerts].sort());
  });
});
