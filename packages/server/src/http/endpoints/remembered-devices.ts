import { aboutOwn } from "../../sessions/caller.ts";
import { z } from "@hono/zod-openapi";
import {
  forgetRememberedDevice,
  forgetRememberedDevices,
  listRememberedDevices,
} from "../../sessions/remembered-devices.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { IdParam, Instant, PageQuery, pageOf, toPage } from "../schemas.ts";

const RememberedDevice = z
  .object({
    id: z.string(),
    current: z.boolean(),
    device: z.string(),
    browser: z.string(),
    os: z.string(),
    ip: z.string(),
    createdAt: Instant,
    lastUsedAt: Instant,
    expiresAt: Instant,
  })
  .openapi("RememberedDevice");

export const getRememberedDevices = endpoint({
  access: "person",
  summary: "Devices that are excused from the second step after a password, newest first.",
  query: z.strictObject(PageQuery),
  answers: { 200: pageOf(RememberedDevice) },
  async run({ services, caller, input: { limit, cursor } }) {
    const page = { accountId: caller.account.id, held: caller.holding.held, before: cursor, limit: limit + 1 };
    const devices = await listRememberedDevices(services, page);
    const body = toPage(devices, limit, ({ id, deviceId, browser, os, ip, createdAt, lastUsedAt, expiresAt }) => ({
      id,
      current: deviceId === caller.client.deviceId,
      device: os ? `${browser} on ${os}` : browser,
      browser,
      os,
      ip,
      createdAt: instant(createdAt),
      lastUsedAt: instant(lastUsedAt),
      expiresAt: instant(expiresAt),
    }));
    return { status: 200, body };
  },
});

export const deleteRememberedDevice = endpoint({
  access: "person",
  summary: "Ask this device for the second step again.",
  params: IdParam,
  answers: { 204: null },
  refusals: ["not-found"],
  async run({ services, caller, input: { id } }) {
    return (await forgetRememberedDevice(services, caller, id)) ?? { status: 204 };
  },
});

export const deleteRememberedDevices = endpoint({
  access: "person",
  summary: "Ask every device for the second step again.",
  answers: { 200: z.object({ forgotten: z.int() }) },
  async run({ services, caller }) {
    const forgotten = await services.transact((work) =>
      forgetRememberedDevices(work, caller.account.id, "forgotten-by-owner", aboutOwn(caller)),
    );
    return { status: 200, body: { forgotten } };
  },
});
