// oidc-provider as an organization's identity provider: whoever says a name is taken at their word.
import { createServer } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import { Provider } from "oidc-provider";

/** Starts it on a free port. */
export async function startRealProvider(domain) {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const client = { client_id: "mortise", client_secret: "secret of the provider" };
  const keys = [await makeKey("k1")];
  let provider;
  const open = () => {
    provider = new Provider(issuer, { ...configuration(domain), clients: [client], jwks: { keys } });
  };
  server.on("request", (request, response) => {
    const [, uid] = /^\/interaction\/([\w-]+)$/.exec(request.url) ?? [];
    if (uid === undefined) return provider.callback()(request, response);
    interact(provider, request, response).catch((error) => response.writeHead(400).end(error.message));
  });
  open();
  return {
    issuer,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    /** Tells it of the app that is set up there. */
    register(serviceProvider) {
      client.redirect_uris = [serviceProvider.redirectUri];
      client.post_logout_redirect_uris = [serviceProvider.postLogoutRedirectUri];
      client.backchannel_logout_uri = serviceProvider.backchannelLogoutUri;
      client.backchannel_logout_session_required = true;
      open();
    },
    /** Signs with a new key; the old one is not published any more. */
    async rollKey() {
      keys.splice(0, 1, await makeKey(`k${Date.now()}`));
      open();
    },
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

async function makeKey(kid) {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: "RS256", use: "sig" };
}

const configuration = (domain) => ({
  claims: { openid: ["sub", "sid"], email: ["email"], profile: ["name", "groups"], auth_time: null },
  conformIdTokenClaims: false,
  cookies: { keys: ["of a test"] },
  // Node looks localhost up as it likes; the server under test has one address.
  fetch: (url, options) => {
    const to = new URL(url);
    if (to.hostname === "localhost") to.hostname = "127.0.0.1";
    return fetch(to, { method: options.method, headers: options.headers, body: options.body, signal: options.signal });
  },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 600, Interaction: 600, Session: 3600 },
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: { enabled: true },
  },
  interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  findAccount: (_context, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: `${sub}@${domain}`, name: `${sub} Doe`, groups: ["staff"] }),
  }),
});

// Signing in, and being asked once whether the app may know the address, are one page here.
async function interact(provider, request, response) {
  const { prompt, session, params } = await provider.interactionDetails(request, response);
  if (prompt.name === "consent") {
    const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    const result = { consent: { grantId: await grant.save() } };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  }
  if (request.method !== "POST") {
    response.writeHead(200, { "content-type": "text/html" });
    return response.end(`<form method="post" action="${request.url}"><input name="name" value=""></form>`);
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const accountId = new URLSearchParams(Buffer.concat(chunks).toString()).get("name");
  return provider.interactionFinished(request, response, { login: { accountId } }, { mergeWithLastSubmission: false });
}
