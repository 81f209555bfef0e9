// better-auth's session check as its guide sets it up on node:http, everything optional that costs time turned off.
import { createHmac, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { NodeSqliteDialect } from "@better-auth/kysely-adapter/node-sqlite-dialect";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { accountId, emailOf, password } from "../seed/ids.mjs";
import { openLikeServer } from "../sqlite.mjs";

// The bench asks it to end; a normal exit writes its profile, when one is made.
process.on("SIGTERM", () => process.exit());

const [folder, port, accounts, sessions] = process.argv.slice(2);
const secret = randomBytes(32).toString("base64url");
const database = openLikeServer(join(folder, "better-auth.db"), { readOnly: false });
const auth = betterAuth({
  baseURL: `http://127.0.0.1:${port}`,
  secret,
  // Its own dialect for node:sqlite; given by hand because on Node 20 the driver is the package with the same API.
  database: { dialect: new NodeSqliteDialect({ database }), type: "sqlite" },
  session: { cookieCache: { enabled: false } },
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { disabled: true },
});

await (await getMigrations(auth.options)).runMigrations();
const context = await auth.$context;
writeFileSync(join(folder, "tokens.txt"), seed(await context.password.hash(password)).join("\n"));
const { name } = context.authCookies.sessionToken;
createServer(toNodeHandler(auth)).listen(Number(port), "127.0.0.1", () => console.log(`cookie=${name} is ready`));

function seed(hash) {
  const now = new Date();
  const stamp = now.toISOString();
  const expiresAt = new Date(now.getTime() + 7 * 24 * 60 * 60 * 1000).toISOString();
  const user = database.prepare(
    "insert into user (id, name, email, emailVerified, createdAt, updatedAt) values (?, ?, ?, 1, ?, ?)",
  );
  const credential = database.prepare(
    `insert into account (id, accountId, providerId, userId, password, createdAt, updatedAt)
     values (?, ?, 'credential', ?, ?, ?, ?)`,
  );
  const session = database.prepare(
    `insert into session (id, expiresAt, token, createdAt, updatedAt, ipAddress, userAgent, userId)
     values (?, ?, ?, ?, ?, '10.0.0.1', 'Mozilla/5.0', ?)`,
  );
  database.exec("begin");
  for (let number = 0; number < accounts; number++) {
    const id = accountId(number);
    user.run(id, `Person ${number}`, emailOf(number), stamp, stamp);
    credential.run(`credential-${number}`, id, id, hash, stamp, stamp);
  }
  const tokens = Array.from({ length: Number(sessions) }, (_, number) => {
    const token = randomBytes(24).toString("base64url");
    session.run(`session-${number}`, expiresAt, token, stamp, stamp, accountId(number % accounts));
    return encodeURIComponent(`${token}.${createHmac("sha256", secret).update(token).digest("base64")}`);
  });
  database.exec("commit");
  return tokens;
}
