import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { routes } from "../../src/routes.ts";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person } from "../support/person.ts";
import {
  recordedWithAlerts,
  recordedWithConnections,
  recordedWithKeys,
  recordedWithOrganizations,
  recordedWithPhones,
  recordedWithPolicies,
  recordedWithSso,
} from "../support/recorded-elsewhere.ts";
import { setServer, startServer } from "../support/test-server.ts";

type Step = [name: string, events: string[], work: () => Promise<unknown>];

describe.each(dialects)("what happens is recorded, exactly, on %s", (dialect) => {
  const server = setServer(dialect);

  const types = async () =>
    (await server.services.database.read.selectFrom("events").select(["type", "id"]).orderBy("id").execute()).map(
      ({ type }) => type,
    );
  const during = async (work: () => Promise<unknown>): Promise<string[]> => {
    const before = (await types()).length;
    await work();
    return (await types()).slice(before);
  };

  test("each writing route records its events and nothing else", async () => {
    const maya = new Person(server);
    const seen = new Set<string>();
    const call = async (method: string, path: string, body: unknown, status: number, real = path) => {
      seen.add(`${method} ${path}`);
      return expectStatus(await maya.call(method, real, body), status).body;
    };
    let id = "";
    let link = "";
    const attempt = "/v1/attempts/{id}/proofs";
    const startSignIn = async () =>
      (id = (await call("POST", "/v1/attempts", { purpose: "sign-in", email: maya.email }, 201)).id);
    const prove = (proof: object, status: number) => call("POST", attempt, proof, status, attempt.replace("{id}", id));
    const totp = "/v1/account/authenticators/totp";
    const steps: Step[] = [
      [
        "sign-up",
        ["sign-up.requested"],
        () => call("POST", "/v1/sign-up", { email: maya.email, password: maya.password, name: maya.name }, 202),
      ],
      [
        "resend",
        ["sign-up.link-resent"],
        () => call("POST", "/v1/email-verifications/resend", { email: maya.email }, 202),
      ],
      [
        "verify",
        ["account.created"],
        async () => {
          // Elsewhere than she signed up: there it signs in as well (journeys/sign-up-here).
          maya.cookies.delete("mortise-sign-up");
          await call("POST", "/v1/email-verifications", { token: await maya.mailedToken() }, 200);
        },
      ],
      ["start", [], startSignIn],
      ["wrong", ["sign-in.rejected"], () => prove({ kind: "password", password: "x" }, 401)],
      [
        "right",
        ["session.opened", "sign-in.accepted"],
        () => prove({ kind: "password", password: maya.password }, 200),
      ],
      [
        "bind",
        ["authenticator.binding-begun"],
        async () => {
          const pending = await call("POST", totp, {}, 201);
          link = pending.id;
          maya.secrets.push(pending.secret);
        },
      ],
      [
        "wrong code",
        ["authenticator.binding-rejected"],
        () => call("POST", `${totp}/{id}/complete`, { code: "000000", name: "Phone" }, 401, `${totp}/${link}/complete`),
      ],
      [
        "bound",
        ["authenticator.bound", "recovery-codes.issued"],
        async () =>
          (maya.recoveryCodes = (
            await call(
              "POST",
              `${totp}/{id}/complete`,
              { code: maya.code(), name: "Phone" },
              201,
              `${totp}/${link}/complete`,
            )
          ).recoveryCodes),
      ],
      [
        "rename",
        ["authenticator.renamed"],
        () =>
          call(
            "PATCH",
            "/v1/account/authenticators/{id}",
            { name: "Spare" },
            200,
            `/v1/account/authenticators/${link}`,
          ),
      ],
      [
        "name and preference",
        ["account.renamed", "account.authenticator-preferred"],
        () => call("PATCH", "/v1/account", { name: "M", preferredAuthenticator: link }, 200),
      ],
      [
        "new codes",
        ["recovery-codes.issued"],
        async () => (maya.recoveryCodes = (await call("POST", "/v1/account/recovery-codes", {}, 201)).codes),
      ],
      [
        "address",
        ["email.change-requested"],
        () => call("PUT", "/v1/account/email", { email: `new.${maya.email}` }, 202),
      ],
      [
        "confirmed",
        ["email.changed"],
        async () =>
          call("POST", "/v1/email-verifications", { token: await maya.mailedToken(`new.${maya.email}`) }, 200),
      ],
      [
        "password",
        ["password.changed"],
        () =>
          call("PUT", "/v1/account/password", { currentPassword: maya.password, newPassword: "Brand-new-Horse7" }, 204),
      ],
      ["others", [], () => call("DELETE", "/v1/account/sessions", undefined, 200)],
      ["end confirmation", ["step-up.ended"], () => call("DELETE", "/v1/session/confirmation", undefined, 204)],
      [
        "step-up",
        ["step-up.rejected", "step-up.accepted"],
        async () => {
          id = (await call("POST", "/v1/attempts", { purpose: "step-up", operation: "turn-off-two-step" }, 201)).id;
          await prove({ kind: "totp", code: "000000" }, 401);
          await prove({ kind: "totp", code: maya.freshCode() }, 200);
        },
      ],
      ["sign out", ["session.ended"], () => call("DELETE", "/v1/session", undefined, 204)],
      [
        "reset",
        ["password.reset-requested", "password.reset"],
        async () => {
          Object.assign(maya, { email: `new.${maya.email}` });
          await call("POST", "/v1/password-resets", { email: maya.email }, 202);
          const token = await maya.mailedToken();
          await call("POST", "/v1/password-resets/look", { token }, 200);
          await call("POST", "/v1/email-verifications/look", { token }, 410);
          await call("POST", "/v1/password-resets/complete", { token, password: maya.password }, 204);
        },
      ],
      [
        "with a code",
        ["proof.accepted", "session.opened", "sign-in.accepted", "recovery-code.used"],
        async () => {
          await startSignIn();
          await prove({ kind: "password", password: maya.password }, 200);
          await prove({ kind: "recovery-code", code: maya.recoveryCodes[0] }, 200);
        },
      ],
      [
        "remove",
        ["authenticator.unbound", "recovery-codes.revoked", "two-step.turned-off"],
        () => call("DELETE", "/v1/account/authenticators/{id}", undefined, 204, `/v1/account/authenticators/${link}`),
      ],
      ["nothing to turn off", [], () => call("DELETE", "/v1/account/authenticators", undefined, 204)],
      [
        "another session ends",
        ["session.ended"],
        async () => {
          const other = maya.elsewhere();
          await during(() => other.signIn());
          const session = (await other.get("/v1/session")).body.id as string;
          await call("DELETE", "/v1/account/sessions/{id}", undefined, 204, `/v1/account/sessions/${session}`);
        },
      ],
      ["delete", ["account.deletion-requested", "session.ended"], () => call("DELETE", "/v1/account", undefined, 202)],
      ["called off", ["session.opened", "sign-in.accepted", "account.deletion-called-off"], () => maya.signIn()],
      ["check", [], () => call("POST", "/v1/password-policy/check", { password: "x" }, 200)],
    ];
    for (const [name, expected, work] of steps) {
      const recorded = await during(work);
      const filtered = name === "another session ends" ? recorded.filter((type) => type === "session.ended") : recorded;
      expect([name, filtered]).toEqual([name, expected]);
    }
    const writing = routes.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
    const elsewhere = [
      ...recordedWithAlerts,
      ...recordedWithConnections,
      ...recordedWithKeys,
      ...recordedWithOrganizations,
      ...recordedWithPhones,
      ...recordedWithPolicies,
      ...recordedWithSso,
    ];
    expect(writing.filter((name) => !seen.has(name) && !elsewhere.includes(name))).toEqual([]);
  });

  test("a change that fails half-way leaves neither itself nor an event", async () => {
    const own = await startServer(dialect, { quiet: true });
    const rename = (from: string, to: string) =>
      own.services.transact(({ tx }) => sql.raw(`alter table ${from} rename to ${to}`).execute(tx));
    try {
      const maya = await (await new Person(own).signUp()).signIn();
      const { id, secret } = expectStatus(await maya.post("/v1/account/authenticators/totp"), 201).body;
      maya.secrets.push(secret);
      const count = async () => (await own.services.database.read.selectFrom("events").select("id").execute()).length;
      const before = await count();
      // The event of the binding is recorded before the codes that go with it are made.
      await rename("recovery_codes", "gone");
      const path = `/v1/account/authenticators/totp/${id}/complete`;
      expectStatus(await maya.post(path, { code: maya.code(), name: "Phone" }), 500);
      expect(await count()).toBe(before);
      await rename("gone", "recovery_codes");
      expect((await maya.get("/v1/account/authenticators")).body.totp).toEqual([]);
      expectStatus(await maya.post(path, { code: maya.code(), name: "Phone" }), 201);
      expect(await count()).toBe(before + 2);
    } finally {
      await own.close();
    }
  });

  test("an event carries who, where and which request, and never a secret", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    await maya.elsewhere().signIn();
    await maya.post("/v1/password-resets", { email: maya.email });
    const reset = await maya.mailedToken();
    const { items } = (await maya.get("/v1/account/events?limit=100")).body;
    const accepted = items.find((item: { type: string }) => item.type === "sign-in.accepted");
    expect(accepted).toMatchObject({
      actor: { kind: "account", id: maya.accountId },
      ip: "127.0.0.1",
      device: "Chrome 156 on Linux",
      data: { method: "password" },
    });
    expect(accepted.requestId).toMatch(/^reqs_/);
    const secrets = [
      maya.password,
      ...maya.secrets,
      ...maya.recoveryCodes,
      ...maya.recoveryCodes.map((code) => code.replace("-", "")),
      reset,
      await maya.notMeToken(),
      maya.cookies.get("mortise")!,
    ];
    const { read } = server.services.database;
    const stored = [];
    for (const table of [
      "accounts",
      "signUps",
      "emailChanges",
      "passwordResets",
      "passwords",
      "totpAuthenticators",
      "recoveryCodes",
      "sessions",
      "attempts",
      "tryBudgets",
      "throttles",
      "events",
      "outbox",
      "deployment",
      "passkeys",
      "passkeyChallenges",
      "phones",
      "textCodes",
      "rememberedDevices",
      "alerts",
      "alertMails",
      "notMeLinks",
      "heldMails",
      "alertCopies",
    ] as const)
      stored.push(
        ...(await read.selectFrom(table).selectAll().execute()).flatMap((row) =>
          Object.values(row).map((value) =>
            value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value),
          ),
        ),
      );
    const everything = [JSON.stringify(items), server.logged.join("\n"), stored.join("\n")];
    for (const secret of secrets) for (const text of everything) expect(text.includes(secret), secret).toBe(false);
    for (const secret of secrets)
      expect(stored.some((value) => value.includes(Buffer.from(secret).toString("base64")))).toBe(false);
  });

  test("events can be filtered by type and time", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    server.clock.advance(3600);
    await maya.elsewhere().signIn();
    const only = (await maya.get("/v1/account/events?type=sign-in.accepted")).body.items;
    expect(only).toHaveLength(2);
    const from = new Date(server.clock.now() - 1000).toISOString();
    expect((await maya.get(`/v1/account/events?type=sign-in.accepted&from=${from}`)).body.items).toHaveLength(1);
    expect((await maya.get(`/v1/account/events?type=sign-in.accepted&to=${from}`)).body.items).toHaveLength(1);
  });
});
