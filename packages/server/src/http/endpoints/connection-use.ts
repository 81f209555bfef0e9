import { z } from "@hono/zod-openapi";
import { isRefusal } from "../../problems.ts";
import { beginTest, type ConnectionTest as Test, lookAtTest } from "../../sso/connection-tests/connection-tests.ts";
import { previewRoleRules, setRoleRules } from "../../sso/connections/role-rules.ts";
import { stewardOf } from "../../sso/steward.ts";
import { listTraces } from "../../sso/traces.ts";
import { endpoint } from "../call.ts";
import { jsonBody } from "../read-body.ts";
import { instant } from "../instant.ts";
import { Instant, instantOrNull, pageOf, PageQuery, toPage } from "../schemas.ts";
import { answerConnection, findShown } from "./connections.ts";
import { Person, RoleName } from "./organization-schemas.ts";
import {
  CheckShown,
  Connection,
  ConnectionParam,
  ConnectionTest,
  ConnectionTestParam,
  RoleRules,
} from "./sso-schemas.ts";

export function shownTest({ id, createdAt, expiresAt, finishedAt, passedAt, result }: Test, now: number): object {
  const over = expiresAt <= now ? "expired" : "waiting";
  return {
    id,
    status: finishedAt === null ? over : passedAt === null ? "failed" : "passed",
    createdAt: instant(createdAt),
    finishedAt: instantOrNull(finishedAt),
    checks: result?.checks ?? [],
    subject: result?.subject ?? null,
    address: result?.address ?? null,
    attributes: result?.attributes ?? {},
    wouldBe: result?.wouldBe ?? null,
  };
}

export const postConnectionTest = endpoint({
  access: "member",
  summary: "Begin a test: whoever opens its address signs in at the provider. It never opens a session here.",
  params: ConnectionParam,
  answers: { 201: z.object({ id: z.string(), url: z.string() }) },
  refusals: ["not-found"],
  async run({ services, caller, input: { conn } }) {
    const begun = await beginTest(services, stewardOf(caller), conn);
    return isRefusal(begun) ? begun : { status: 201, body: begun };
  },
});

export const getConnectionTest = endpoint({
  access: "member",
  summary: "What a test showed: every check with what was expected and seen, and who they would have been.",
  params: ConnectionTestParam,
  answers: { 200: ConnectionTest },
  refusals: ["not-found"],
  async run({ services, caller, input: { conn, id } }) {
    const found = await findShown(services, caller.place.id, conn);
    const test = isRefusal(found) ? found : await lookAtTest(services.read, { connectionId: conn, id });
    return isRefusal(test) ? test : { status: 200, body: shownTest(test, services.now()) };
  },
});

export const putRoleRules = endpoint({
  access: "member",
  summary: "Set who gets which role and workspace by what the provider says of them. The first rule that fits wins.",
  params: ConnectionParam,
  body: z.strictObject({ rules: RoleRules }),
  takes: { ...jsonBody, listAs: "rules" },
  answers: { 200: Connection },
  refusals: ["not-found", "conflict"],
  async run({ services, caller, input: { conn: id, rules } }) {
    const set = await setRoleRules(services, stewardOf(caller), { id, rules });
    return isRefusal(set) ? set : answerConnection(services, 200, set);
  },
});

const Place = z.object({ role: RoleName, workspaces: z.array(z.string()) });

export const postRoleRulesPreview = endpoint({
  access: "member",
  summary:
    "Who would get what by these rules, as far as people have signed in through the connection. Changes nothing.",
  params: ConnectionParam,
  body: z.strictObject({ rules: RoleRules }),
  takes: { ...jsonBody, listAs: "rules" },
  answers: {
    200: z.object({
      people: z.array(z.object({ account: Person, now: Place, then: Place, changes: z.boolean() })),
      isWhole: z.boolean(),
    }),
  },
  refusals: ["not-found"],
  async run({ services, caller, input: { conn: id, rules } }) {
    const preview = await previewRoleRules(services, stewardOf(caller), { id, rules });
    return isRefusal(preview) ? preview : { status: 200, body: preview };
  },
});

export const getTraces = endpoint({
  access: "member",
  summary: "The last sign-ins that failed at the provider's answer, in words. Kept for 30 days.",
  params: ConnectionParam,
  query: z.strictObject(PageQuery),
  answers: {
    200: pageOf(
      z
        .object({ id: z.string(), at: Instant, reason: z.string(), checks: z.array(CheckShown) })
        .openapi("ConnectionTrace"),
    ),
  },
  refusals: ["not-found"],
  async run({ services, caller, input: { conn, limit, cursor } }) {
    const found = await findShown(services, caller.place.id, conn);
    if (isRefusal(found)) return found;
    const rows = await listTraces(services.read, { connectionId: conn, before: cursor, limit: limit + 1 });
    return { status: 200, body: toPage(rows, limit, ({ at, ...trace }) => ({ ...trace, at: instant(at) })) };
  },
});
