// What many apps do instead: node:http and a JWT in a cookie, RS256, verified by jose. Nothing is looked up, so nothing can be revoked.
import { createServer } from "node:http";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateKeyPair, jwtVerify, SignJWT } from "jose";
import { accountId, emailOf } from "../seed/ids.mjs";

// The bench asks it to end; a normal exit writes its profile, when one is made.
process.on("SIGTERM", () => process.exit());

const [folder, port, accounts, sessions] = process.argv.slice(2);
const { privateKey, publicKey } = await generateKeyPair("RS256", { modulusLength: 2048 });
writeFileSync(join(folder, "tokens.txt"), (await makeTokens()).join("\n"));
const cookieStart = "session=".length;

createServer(async (request, response) => {
  const { payload } = await jwtVerify(request.headers.cookie.slice(cookieStart), publicKey, { algorithms: ["RS256"] });
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(payload));
}).listen(Number(port), "127.0.0.1", () => console.log("jose is ready"));

function makeTokens() {
  return Promise.all(
    Array.from({ length: Number(sessions) }, (_, number) =>
      new SignJWT({ email: emailOf(number % accounts), name: `Person ${number % accounts}`, assurance: 1 })
        .setProtectedHeader({ alg: "RS256" })
        .setSubject(accountId(number % accounts))
        .setIssuedAt()
        .setExpirationTime("7d")
        .sign(privateKey),
    ),
  );
}
