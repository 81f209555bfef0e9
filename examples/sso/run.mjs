// `npm run example:sso`: a server, an organization with a proven domain, and an identity provider of its own, all on this machine.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { randomBytes } from "node:crypto";
import { buildStale } from "../../tools/build.mjs";
import { startDns } from "./dns.mjs";
import { setUpAcme } from "./set-up.mjs";

const domain = "acme.example";
const owner = { email: "olga@example.com", password: `Demo-${randomBytes(6).toString("hex")}`, name: "Olga" };
const server = fileURLToPath(new URL("../../packages/server/dist/main.js", import.meta.url));

await buildStale();
const folder = mkdtempSync(join(tmpdir(), "mortise-example-"));
const port = Number(process.env.MORTISE_PORT ?? 0) || (await freePort());
const url = `http://localhost:${port}`;
const texts = new Map();
const dns = await startDns(texts);
const child = spawn(process.execPath, [server], {
  stdio: ["ignore", "ignore", "inherit"],
  env: {
    ...process.env,
    MORTISE_PORT: String(port),
    MORTISE_PUBLIC_URL: url,
    MORTISE_DATABASE_URL: `file:${join(folder, "mortise.db")}`,
    MORTISE_DEFAULT_PLAN: "enterprise",
    MORTISE_DNS_SERVERS: dns.at,
    MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8",
  },
});
let provider;
/** With which code it ends, once somebody wants it to. */
let endsWith;
const end = (code) => {
  endsWith ??= code;
  child.kill("SIGTERM");
};
process.on("SIGINT", () => end(0));
process.on("SIGTERM", () => end(0));
// The folder goes when the server has closed what it holds in it. A server that ends by itself has said why.
child.on("exit", () => {
  provider?.close();
  dns.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(endsWith ?? 1);
});

try {
  await ready();
  console.log(
    "The identity provider of Acme is oidc-provider, for show: what it warns of concerns it alone, not Mortise.",
  );
  const { organizationId, ...acme } = await setUpAcme({ url, domain, owner, texts });
  ({ provider } = acme);
  // What set it up was a browser of the owner's, as it were.
  await acme.ask("DELETE", "/v1/session");
  say(organizationId, acme.client);
  createInterface({ input: process.stdin }).on("line", addRecord);
} catch (error) {
  console.error(error.message);
  end(1);
}

/** A line such as `_mortise.other.example mortise-domain=…` is a record of the demo's DNS from then on. */
function addRecord(line) {
  const [host, value, more] = line.trim().split(/\s+/);
  if (value === undefined || more !== undefined) return;
  texts.set(host.toLowerCase(), value);
  console.log(`DNS answers ${value} for ${host} now.`);
}

function say(id, { clientId, clientSecret }) {
  console.log(`
Mortise is at ${url}, the identity provider of Acme at ${provider.issuer}.
The domain ${domain} is proven, and the connection "Acme ID" is a draft. Go on from here:

  1. Open ${url}/sign-in
     and sign in as ${owner.email} with the password ${owner.password}
  2. Open ${url}/organizations/${id}/single-sign-on
     Test the connection: say any first name at the provider. Look at what the test shows, then switch it on.
  3. Open ${url}/sign-in in another browser or a private window,
     and sign in as kim@${domain}: go on with Acme ID, say "kim" there, come back, and have an account.
  4. Require it: on the Policies page. Two owners with passkeys are named for break-glass first: add one of your own on the
     Security page, invite a second owner on the Members page, and open their mail at ${url}/dev/outbox.

The connection's client ID is ${clientId}, its secret ${clientSecret}.
To prove another domain, type here what its record is to be:  _mortise.other.example mortise-domain=…

Everything is in ${folder}, and is deleted at the end.
Press Ctrl-C to end.`);
}

async function ready() {
  for (let tries = 0; tries < 200; tries++) {
    const isReady = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("The server did not start.");
}

function freePort() {
  const probe = createServer();
  return new Promise((done) => {
    probe.listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address();
      probe.close(() => done(free));
    });
  });
}
