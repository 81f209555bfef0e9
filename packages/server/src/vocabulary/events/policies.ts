import { z } from "zod";
import { policies, policyNames } from "../policies.ts";
import { event } from "./define.ts";
import { Count, Text } from "./words.ts";

const PolicyWord = z.enum(policyNames);
const workspaceId = "wksp_01h455vb4pex5vsknk084sn02q";

/** What changes an organization's policies, and what they refused. */
export const policyEvents = {
  "policies.changed": event(
    "policy",
    {
      /** Absent for the whole organization's. */
      workspaceId: Text.optional(),
      changes: z.array(z.strictObject({ policy: PolicyWord, from: z.json(), to: z.json() })),
      /** How many members the preview named. */
      preview: z.strictObject({ mustBind: Count, signedOut: Count, lockedOut: Count }),
    },
    ({ changes, workspaceId: workspace }) =>
      `changed ${changes.map(({ policy }) => policies[policy].words).join(", ")}${workspace === undefined ? "" : " of a workspace"}`,
    {
      changes: [
        {
          policy: "secondFactor",
          from: { required: "none", graceDays: 0 },
          to: { required: "two-factor", graceDays: 14 },
        },
      ],
      preview: { mustBind: 5, signedOut: 0, lockedOut: 0 },
    },
  ),
  "policies.previewed": event(
    "policy",
    /** Absent for the whole organization's. */
    { workspaceId: Text.optional() },
    ({ workspaceId: workspace }) =>
      `looked at where members${workspace === undefined ? "" : " of a workspace"} came from, in the preview of a policy`,
    {},
  ),
  "alert-copies.asked": event(
    "policy",
    /** The address as far as it may be kept: `m…@example.com`. */
    { to: Text },
    ({ to }) => `asked whether copies of alerts may go to ${to}`,
    { to: "s…@example.com" },
  ),
  "alert-copies.confirmed": event("policy", { to: Text }, ({ to }) => `allowed copies of alerts to go to ${to}`, {
    to: "s…@example.com",
  }),
  "break-glass.changed": event(
    "policy",
    { owners: z.array(Text) },
    ({ owners }) =>
      owners.length === 0
        ? "named no owner for break-glass any more"
        : owners.length === 1
          ? "left one owner alone named for break-glass"
          : `named ${owners.length} owners for break-glass`,
    { owners: ["acct_01h455vb4pex5vsknk084sn02q", "acct_01h455vb4pex5vsknk084sn02r"] },
  ),
  "break-glass.used": event(
    "policy",
    { policy: z.enum(["ipAllowlist", "singleSignOn"]), workspaceId: Text.optional() },
    ({ policy }) => `used break-glass to pass ${policies[policy].words}`,
    { policy: "ipAllowlist" },
  ),
  "access.refused": event(
    "policy",
    { reason: z.enum(["ip-allowlist", "membership-suspended"]), workspaceId: Text.optional() },
    ({ reason }) =>
      reason === "ip-allowlist"
        ? "could not get in: the IP allowlist does not have the address"
        : "could not get in: the membership is suspended",
    { reason: "ip-allowlist", workspaceId },
  ),
};
