import { expect, test, vi } from "vitest";
import { answerOf, createMortiseClient, isProblem, problemOf, type StepUpHandler } from "./client.ts";

const baseUrl = "https://id.example.com";

function problem(slug: string, status: number, members: object = {}, headers: Record<string, string> = {}): Response {
  return Response.json(
    { type: `${baseUrl}/problems/${slug}`, title: slug, status, detail: "", instance: "", ...members },
    { status, headers: { "content-type": "application/problem+json", "x-request-id": "reqs_1", ...headers } },
  );
}

const stepUp = { operation: "delete-account", acceptable: ["totp"], maxAgeSeconds: 600 };

/** A client whose server gives these answers in turn; what was sent is kept. */
function clientAnswering(answers: (() => Response | Promise<Response>)[], onStepUp?: StepUpHandler) {
  const sent: { url: string; body: string }[] = [];
  const client = createMortiseClient({
    baseUrl,
    ...(onStepUp && { onStepUp }),
    fetch: async (request) => {
      sent.push({ url: request.url, body: await request.text() });
      const answer = answers.shift();
      if (answer === undefined) throw new Error("One call too many.");
      return answer();
    },
  });
  return { client, sent };
}

test("an answer is its body", async () => {
  const { client } = clientAnswering([() => Response.json({ unmet: ["digit"] })]);
  const call = client.POST("/v1/password-policy/check", { body: { password: "horse" } });
  expect(await answerOf(call)).toEqual({ unmet: ["digit"] });
});

test("a refusal is thrown with its slug and members", async () => {
  const { client } = clientAnswering([() => problem("proof-rejected", 401, { triesLeft: 2 })]);
  const error = await answerOf(client.GET("/v1/account")).catch((caught: unknown) => caught);
  expect(isProblem(error, "proof-rejected") && error.members.triesLeft).toBe(2);
  expect(problemOf(error)).toMatchObject({ status: 401, requestId: "reqs_1" });
});

test("a throttled call says how long to wait", async () => {
  const { client } = clientAnswering([() => problem("rate-limited", 429, {}, { "retry-after": "30" })]);
  await expect(client.GET("/v1/account")).rejects.toMatchObject({ slug: "rate-limited", retryAfterSeconds: 30 });
});

test("what is no problem document, or one of a later version, is a fault", async () => {
  const { client } = clientAnswering([
    () => new Response("<html>", { status: 502 }),
    () => problem("made-up-later", 418),
  ]);
  await expect(client.GET("/v1/account")).rejects.toMatchObject({ slug: "fault", status: 502 });
  await expect(client.GET("/v1/account")).rejects.toMatchObject({ slug: "fault", status: 418 });
});

test("no answer at all is told apart", async () => {
  const { client } = clientAnswering([() => Promise.reject(new TypeError("Failed to fetch"))]);
  await expect(client.GET("/v1/account")).rejects.toMatchObject({ slug: "unreachable" });
});

test("a call that needs fresh proof is repeated once after it, body and all", async () => {
  const onStepUp = vi.fn<StepUpHandler>(() => Promise.resolve(true));
  const { client, sent } = clientAnswering(
    [() => problem("step-up-required", 403, { stepUp }), () => Response.json({ status: "check-email" })],
    onStepUp,
  );
  const call = client.PUT("/v1/account/email", { body: { email: "new@example.com" } });
  expect(await answerOf(call)).toEqual({ status: "check-email" });
  expect(onStepUp.mock.calls[0]?.[0].members.stepUp).toEqual(stepUp);
  expect(sent.map(({ body }) => body)).toEqual(['{"email":"new@example.com"}', '{"email":"new@example.com"}']);
});

test("a declined or unheard step-up lets the refusal through; a second refusal is not asked about again", async () => {
  const refused = () => problem("step-up-required", 403, { stepUp });
  const declined = clientAnswering([refused], () => Promise.resolve(false));
  await expect(declined.client.DELETE("/v1/account")).rejects.toMatchObject({ slug: "step-up-required" });
  const unheard = clientAnswering([refused]);
  await expect(unheard.client.DELETE("/v1/account")).rejects.toMatchObject({ slug: "step-up-required" });
  const twice = clientAnswering([refused, refused], () => Promise.resolve(true));
  await expect(twice.client.DELETE("/v1/account")).rejects.toMatchObject({ slug: "step-up-required" });
  expect(twice.sent).toHaveLength(2);
});

test("a token goes with every call, and cookies then do not", async () => {
  const seen: Request[] = [];
  const client = createMortiseClient({
    baseUrl,
    token: "secret",
    fetch: (request) => {
      seen.push(request);
      return Promise.resolve(new Response(null, { status: 204 }));
    },
  });
  await client.DELETE("/v1/session");
  expect(seen[0]?.headers.get("authorization")).toBe("Bearer secret");
  expect(seen[0]?.credentials).toBe("omit");
});

test("a request refused while a change was under way is sent once more, when that is done", async () => {
  let finish: (response: Response) => void = () => undefined;
  const change = new Promise<Response>((resolve) => (finish = resolve));
  const { client, sent } = clientAnswering([
    () => Response.json({ items: [] }),
    () => change,
    () => problem("not-signed-in", 401),
    () => Response.json({ name: "Maya" }),
  ]);
  await client.GET("/v1/account/sessions");
  const changing = client.POST("/v1/account/recovery-codes", { body: {} });
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  const reading = answerOf(client.GET("/v1/account"));
  await vi.waitFor(() => expect(sent).toHaveLength(3));
  finish(Response.json({ codes: [] }, { status: 201 }));
  await changing;
  expect(await reading).toEqual({ name: "Maya" });
});

test("whoever is signed out is told so after one more try, and then at once", async () => {
  const gone = () => problem("not-signed-in", 401);
  const { client, sent } = clientAnswering([() => Response.json({}), gone, gone, gone]);
  await client.GET("/v1/account");
  await expect(client.GET("/v1/account")).rejects.toMatchObject({ slug: "not-signed-in" });
  await expect(client.GET("/v1/account")).rejects.toMatchObject({ slug: "not-signed-in" });
  expect(sent).toHaveLength(4);
});

test("a program's client says that it takes a new token, uses it, and hands it on", async () => {
  const tokens: string[] = [];
  const seen: [string | null, string | null][] = [];
  const client = createMortiseClient({
    baseUrl,
    token: "first",
    onToken: (token) => tokens.push(token),
    fetch: (request) => {
      seen.push([request.headers.get("authorization"), request.headers.get("mortise-client")]);
      const headers = seen.length === 1 ? { "mortise-token": "second" } : undefined;
      return Promise.resolve(Response.json({}, { ...(headers && { headers }) }));
    },
  });
  await client.GET("/v1/account");
  await client.GET("/v1/account");
  expect(seen).toEqual([
    ["Bearer first", "token"],
    ["Bearer second", "token"],
  ]);
  expect(tokens).toEqual(["second"]);
});
