// The least an app in Hono can do: a signed cookie that names the account. Nothing is looked up, so nothing can be revoked.
import { createHmac, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { getSignedCookie } from "hono/cookie";
import { accountId } from "../seed/ids.mjs";

// The bench asks it to end; a normal exit writes its profile, when one is made.
process.on("SIGTERM", () => process.exit());

const [folder, port, accounts, sessions] = process.argv.slice(2);
const secret = randomBytes(32).toString("base64url");
const tokens = Array.from({ length: Number(sessions) }, (_, number) => {
  const account = accountId(number % accounts);
  return encodeURIComponent(`${account}.${createHmac("sha256", secret).update(account).digest("base64")}`);
});
writeFileSync(join(folder, "tokens.txt"), tokens.join("\n"));

const app = new Hono();
app.get("/", async (context) => {
  const account = await getSignedCookie(context, secret, "session");
  return account ? context.json({ account }) : context.body(null, 401);
});
serve({ fetch: app.fetch, port: Number(port), hostname: "127.0.0.1" }, () => console.log("hono is ready"));
