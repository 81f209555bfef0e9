// A host app on plain node:http with Mortise inside, on one origin. From the repository's root, after `npm ci`:
//   npm run build && node examples/node-http/server.mjs
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { createMortise } from "../../packages/server/dist/index.js";

const port = Number(process.env.PORT ?? 4000);
const origin = `http://localhost:${port}`;
const mortise = await createMortise({
  MORTISE_PUBLIC_URL: origin,
  MORTISE_PRODUCT_NAME: "Notes",
  MORTISE_APP_URL: `${origin}/notes`,
  MORTISE_DATABASE_URL:
    process.env.MORTISE_DATABASE_URL ?? `file:${fileURLToPath(new URL("data/mortise.db", import.meta.url))}`,
});
const notes = new Map();

createServer(async (incoming, outgoing) => {
  if (incoming.url.split("?")[0] !== "/notes") return mortise.listener(incoming, outgoing);
  try {
    // Mortise looks at the headers only: the session cookie or a bearer token.
    const request = new Request(`${origin}/notes`, { headers: incoming.headers });
    const session = await mortise.session(request);
    if (!session) return outgoing.writeHead(303, { location: "/sign-in?return_to=/notes" }).end();
    if (incoming.method === "GET") return showNotes(outgoing, session);
    if (incoming.method !== "POST") return outgoing.writeHead(405, { allow: "GET, POST" }).end();
    // The session cookie is SameSite=Lax; this also keeps out sibling subdomains. Mortise checks only its own routes.
    if (incoming.headers["sec-fetch-site"] !== "same-origin" && incoming.headers.origin !== origin)
      return outgoing.writeHead(403).end("Not from this site.\n");
    const unconfirmed = await mortise.requireStepUp(request, "delete-account");
    if (unconfirmed) return send(outgoing, unconfirmed);
    notes.set(session.account.id, null);
    outgoing.writeHead(204).end();
  } catch (error) {
    console.error(error);
    outgoing.writeHead(500).end("Something failed here.\n");
  }
}).listen(port, "127.0.0.1", () => console.log(`${origin}/notes  (mails: ${origin}/dev/outbox)`));

function showNotes(outgoing, { account, assurance }) {
  if (!notes.has(account.id)) notes.set(account.id, "Buy milk");
  const safe = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  outgoing.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  outgoing.end(`<!doctype html><title>Notes</title><h1>Notes of ${safe(account.name)}</h1>
<p>${safe(account.email)}, assurance ${assurance}. <a href="/security">Security</a></p><p>${notes.get(account.id) ?? "No notes."}</p>
<button>Delete all notes</button><script type="module">${script}</script>`);
}

async function send(outgoing, response) {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
}

// In the browser: ask; when told to confirm, give a fresh proof and ask again.
const script = `
const post = (path, body) => fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
document.querySelector("button").onclick = async () => {
  let answer = await post("/notes", {});
  if (answer.status === 403) {
    const { stepUp } = await answer.json();
    const attempt = await (await post("/v1/attempts", { purpose: "step-up", operation: stepUp.operation })).json();
    // Whoever closes the prompt has confirmed nothing.
    const proof = await proofOf(stepUp.acceptable[0], "/v1/attempts/" + attempt.id).catch(() => null);
    const given = proof && (await post("/v1/attempts/" + attempt.id + "/proofs", proof));
    if (given?.ok) answer = await post("/notes", {});
  }
  alert(answer.ok ? "Deleted." : "Nothing was deleted.");
  if (answer.ok) location.reload();
};
async function proofOf(kind, attempt) {
  if (kind === "passkey") {
    const options = await (await post(attempt + "/passkey-options", {})).json();
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    const credential = await navigator.credentials.get({ publicKey });
    return { kind, credential: credential.toJSON() };
  }
  const given = prompt(kind === "password" ? "Confirm it's you: your password" : "Confirm it's you: a code of your app");
  return kind === "password" ? { kind, password: given } : { kind, code: given };
}`;

process.once("SIGINT", () => mortise.close().then(() => process.exit(0)));
