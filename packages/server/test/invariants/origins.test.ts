import { z } from "@hono/zod-openapi";
import { describe, expect, test } from "vitest";
import { createFindCaller } from "../../src/accounts/find-caller.ts";
import { createApp } from "../../src/http/app.ts";
import { type Access, type Call, endpoint, row, type Row, throttled } from "../../src/http/call.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { routes } from "../../src/routes.ts";
import { Person } from "../support/person.ts";
import { setServer, type TestServer } from "../support/test-server.ts";

const often = throttled("test-origins", "address", 1000, 60);
const formBytes = 512 * 1024;
const seen: Call<Access, unknown>[] = [];

function answering(takes?: { kind: "json" | "form"; mostBytes: number }) {
  return endpoint({
    access: "anyone",
    summary: "A row of this test",
    body: z.strictObject({ SAMLResponse: z.string(), RelayState: z.string().optional() }),
    ...(takes && { takes }),
    answers: { 204: null },
    run: (call) => {
      seen.push(call);
      return Promise.resolve({ status: 204 });
    },
  });
}

const form = { kind: "form", mostBytes: formBytes } as const;
const rows: readonly Row[] = [
  row("POST", "/test/own", "anyone", "same-origin", often, "none", answering()),
  row("POST", "/test/acs", "anyone", "cross-site-post", often, "none", answering(form)),
  row("POST", "/test/machine", "anyone", "machine", often, "none", answering()),
];

function ask(server: TestServer) {
  const { services } = server;
  const metrics = createMetrics(services, { found: 0, refused: 0 });
  const app = createApp({ services, find: createFindCaller(services), routes: rows, metrics, openApi: () => ({}) });
  return async (path: string, body: string, headers: Record<string, string>) => {
    const request = new Request(`${services.config.publicUrl}${path}`, { method: "POST", body, headers });
    const response = await app.fetch(request, { connection: {}, requestId: services.newId("reqs") });
    const text = await response.text();
    const slug = text === "" ? undefined : (JSON.parse(text) as { type: string }).type.split("/").pop();
    return { status: response.status, slug, call: seen.splice(0)[0] };
  };
}

const elsewhere = { origin: "https://idp.example", "sec-fetch-site": "cross-site" };
const asForm = { "content-type": "application/x-www-form-urlencoded" };
const asJson = { "content-type": "application/json" };
const json = JSON.stringify({ SAMLResponse: "x" });

describe("where a row may be called from", () => {
  const server = setServer("sqlite");
  const signedIn = async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    return [...maya.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  };

  test("another site's form enters the row that says so, and no other", async () => {
    const post = ask(server);
    const posted = await post("/test/acs", "SAMLResponse=a%2Bb%3D&RelayState=", { ...elsewhere, ...asForm });
    expect(posted.call?.input).toEqual({ SAMLResponse: "a+b=", RelayState: "" });
    expect(await post("/test/own", json, { ...elsewhere, ...asJson })).toMatchObject({ slug: "cross-origin" });
    expect((await post("/test/machine", json, { ...elsewhere, ...asJson })).status).toBe(204);
  });

  test("it is nobody's there, whatever cookie or token comes with it", async () => {
    const cookie = await signedIn();
    const post = ask(server);
    expect((await post("/test/own", json, { ...asJson, "sec-fetch-site": "same-origin", cookie })).call).toMatchObject({
      caller: { kind: "person" },
      client: { deviceId: expect.stringMatching(/^devc_/) },
    });
    const authorization = "Bearer of-nobody";
    for (const more of [{ cookie }, { cookie, ...elsewhere }, { cookie, authorization }]) {
      const { call } = await post("/test/acs", "SAMLResponse=x", { ...asForm, ...more });
      expect(call).toMatchObject({ caller: null, bearer: null, client: { deviceId: null, isTokenCaller: false } });
    }
  });

  test("a program is read by its bearer token, never by a cookie", async () => {
    const cookie = await signedIn();
    const [, token = ""] = /\bmortise=([^;]+)/.exec(cookie) ?? [];
    const post = ask(server);
    expect((await post("/test/machine", json, { ...asJson, cookie })).call).toMatchObject({
      caller: null,
      bearer: null,
    });
    const both = await post("/test/machine", json, { ...asJson, cookie, authorization: "Bearer of-another" });
    expect(both.call).toMatchObject({ caller: null, bearer: "of-another" });
    const own = await post("/test/machine", json, { ...asJson, authorization: `Bearer ${token}` });
    expect(own.call).toMatchObject({ caller: { kind: "person" }, bearer: token });
  });

  test("a form is read as one, up to its row's own size", async () => {
    const post = ask(server);
    const send = (body: string, type = asForm["content-type"]) =>
      post("/test/acs", body, { ...elsewhere, "content-type": type });
    const largest = `SAMLResponse=${"x".repeat(formBytes - "SAMLResponse=".length)}`;
    expect((await send(largest)).status).toBe(204);
    expect((await send(`${largest}x`)).slug).toBe("payload-too-large");
    expect((await send(json, "application/json")).slug).toBe("unsupported-media-type");
    expect((await post("/test/own", "SAMLResponse=x", asForm)).slug).toBe("unsupported-media-type");
    for (const body of [
      "SAMLResponse=x&SAMLResponse=y",
      "SAMLResponse=%ff",
      "SAMLResponse=%00",
      "SAMLResponse=x&a=y",
      "",
      "RelayState=x",
    ])
      expect([body, (await send(body)).slug]).toEqual([body, "invalid-request"]);
  });

  test("nothing else is let in from other sites", () => {
    const others = routes
      .filter(({ origin }) => origin !== "same-origin")
      .map(({ method, path }) => `${method} ${path}`);
    expect(others.filter((name) => !name.includes(" /sso/"))).toEqual([]);
  });
});
