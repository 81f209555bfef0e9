// A company's identity provider, as small as one can be: whoever says a name is taken at their word.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

/** Starts an OpenID Provider on a free port of this machine. */
export async function startProvider({
  domain,
  clientId,
  clientSecret,
  redirectUris,
  postLogoutRedirectUris = [],
  backchannelLogoutUri,
}) {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    jwks: { keys: [makeKey()] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 86_400, IdToken: 600, Interaction: 600, Session: 86_400 },
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: redirectUris,
        post_logout_redirect_uris: postLogoutRedirectUris,
        ...(backchannelLogoutUri && {
          backchannel_logout_uri: backchannelLogoutUri,
          backchannel_logout_session_required: true,
        }),
      },
    ],
    // Node looks localhost up as it likes; Mortise has one address here.
    fetch: (to, options) => {
      const there = new URL(to);
      if (there.hostname === "localhost") there.hostname = "127.0.0.1";
      const { method, headers, body, signal } = options;
      return fetch(there, { method, headers, body, signal });
    },
    claims: { openid: ["sub", "sid"], email: ["email"], profile: ["name"] },
    conformIdTokenClaims: false,
    cookies: { keys: [clientSecret] },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email: `${sub}@${domain}`, name: sub.replace(/^./, (letter) => letter.toUpperCase()) }),
    }),
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    const [, uid] = /^\/interaction\/([\w-]+)$/.exec(request.url) ?? [];
    if (uid === undefined) return answer(request, response);
    interact(provider, request, response).catch((error) => response.writeHead(400).end(error.message));
  });
  return { issuer, close: () => server.close() };
}

function makeKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: "demo", alg: "RS256", use: "sig" };
}

// Signing in, and being asked once whether the app may know the address, are one page here.
async function interact(provider, request, response) {
  const { prompt, session, params } = await provider.interactionDetails(request, response);
  if (prompt.name === "consent") {
    const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    return provider.interactionFinished(
      request,
      response,
      { consent: { grantId: await grant.save() } },
      { mergeWithLastSubmission: true },
    );
  }
  if (request.method !== "POST") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    return response.end(page);
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const name = new URLSearchParams(Buffer.concat(chunks).toString()).get("name")?.toLowerCase() ?? "";
  if (!/^[a-z]{1,30}$/.test(name)) return response.writeHead(303, { location: request.url }).end();
  return provider.interactionFinished(
    request,
    response,
    { login: { accountId: name } },
    { mergeWithLastSubmission: false },
  );
}

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Acme identity provider</title>
<style>body{font:16px system-ui;max-width:24rem;margin:15vh auto;padding:0 1rem}input,button{font:inherit;padding:.6rem;width:100%;box-sizing:border-box;margin-top:.5rem}</style>
<h1>Acme</h1><p>This is the company's own identity provider. Say who you are.</p>
<form method="post"><label for="name">First name</label><input id="name" name="name" value="kim" autofocus><button>Sign in</button></form></html>`;
