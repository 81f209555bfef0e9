// A sign-in by openid-client and nothing else: no account, no session, nothing kept.
import { createServer } from "node:http";
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";

const [issuer, clientId, clientSecret, port] = process.argv.slice(2);
const config = await discovery(new URL(issuer), clientId, clientSecret, undefined, {
  execute: [allowInsecureRequests],
});
const redirectUri = `http://127.0.0.1:${port}/callback`;
const begun = new Map();

createServer((request, response) => {
  const url = new URL(request.url, redirectUri);
  const answer = url.pathname === "/callback" ? callback(url) : begin();
  answer.then(
    (location) => response.writeHead(303, { location }).end(),
    (error) => response.writeHead(500).end(String(error)),
  );
}).listen(Number(port), "127.0.0.1", () => console.log("openid-client is ready"));

async function begin() {
  const [verifier, state, nonce] = [randomPKCECodeVerifier(), randomState(), randomNonce()];
  begun.set(state, { verifier, nonce });
  return buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: "openid email profile",
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
  }).href;
}

async function callback(url) {
  const expectedState = url.searchParams.get("state");
  const { verifier, nonce } = begun.get(expectedState);
  begun.delete(expectedState);
  const checks = { pkceCodeVerifier: verifier, expectedState, expectedNonce: nonce, idTokenExpected: true };
  const tokens = await authorizationCodeGrant(config, url, checks);
  return `/in#${encodeURIComponent(tokens.claims().sub)}`;
}
