import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInterleaved } from "../rounds.mjs";
import { freePort, startServer, startWorker } from "../processes.mjs";
import { startMortise } from "../servers/start.mjs";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Sign-ins through a provider against bare exchanges with the same one, and SAML responses judged against node-saml's bare validation. */
export async function measureSingleSignOn({ root, responses, lanes, ...rounds }) {
  const { people, servers, addresses } = await startApps(root, lanes);
  const signIn = (app) => (window) =>
    people.ask({ step: "signIns", app, url: addresses[app], serverPid: servers[app].pid, ...window });
  const oidc = await runInterleaved({ mortise: signIn("mortise"), bare: signIn("bare") }, rounds);
  await Promise.all([...Object.values(servers), people].map((each) => each.stop()));
  return { ...oidc, ...(await measureResponses({ root, responses, ...rounds })) };
}

async function measureResponses({ root, rounds, responses, progress }) {
  const folder = join(root, "saml");
  mkdirSync(folder);
  const worker = startWorker(file("../servers/saml.mjs"));
  const saml = { judged: [], validated: [], wrong: 0, finished: 0 };
  progress("warm-up: SAML responses");
  await worker.ask({ folder, count: responses });
  for (let round = 1; round <= rounds; round++) {
    const { judged, validated } = await worker.ask({ folder, count: responses });
    const [ours, bare] = [judged.microseconds, validated.microseconds];
    progress(`round ${round} of ${rounds}: a SAML response ${ours.toFixed(0)} µs, bare ${bare.toFixed(0)} µs`);
    saml.judged.push(ours);
    saml.validated.push(bare);
    saml.wrong += judged.wrong + validated.wrong;
    saml.finished += responses;
  }
  await worker.stop();
  return { saml };
}

async function startApps(root, lanes) {
  const folder = join(root, "mortise");
  mkdirSync(folder);
  const people = startWorker(file("../load/single-sign-on.mjs"));
  const { at } = await people.ask({ step: "dns" });
  const server = await startMortise(folder, {
    MORTISE_DEFAULT_PLAN: "enterprise",
    MORTISE_DNS_SERVERS: at,
    MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8",
  });
  const url = `http://localhost:${server.port}`;
  const port = await freePort();
  const bareUrl = `http://127.0.0.1:${port}`;
  const { issuer, clientId, clientSecret } = await people.ask({
    step: "setUp",
    url,
    otherApps: [`${bareUrl}/callback`],
    lanes,
  });
  const args = [issuer, clientId, clientSecret, String(port)];
  const bare = await startServer(file("../servers/openid-client.mjs"), args, {
    env: {},
    readyText: "openid-client is ready",
  });
  return { people, servers: { mortise: server, bare }, addresses: { mortise: url, bare: bareUrl } };
}
