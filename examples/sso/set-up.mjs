// What an owner does by hand: an account, an organization, a proven domain, and a connection to the company's provider.
import { randomBytes } from "node:crypto";
import { startProvider } from "./provider.mjs";

/**
 * Sets the organization up over the API. `texts` is what the DNS server answers from. The connection is a draft. The provider may
 * send people to other apps, too.
 */
export async function setUpAcme({ url, domain, owner, texts, otherApps = [] }) {
  const ask = asPerson(url);
  await ask("POST", "/v1/sign-up", owner);
  const { items } = await ask("GET", "/dev/outbox", undefined, { accept: "application/json" });
  const token = items.map(({ text }) => /verify-email#token=([^\s&]+)/.exec(text)?.[1]).find(Boolean);
  await ask("POST", "/v1/email-verifications", { token });
  const attempt = await ask("POST", "/v1/attempts", { purpose: "sign-in", email: owner.email });
  await ask("POST", `/v1/attempts/${attempt.id}/proofs`, { kind: "password", password: owner.password });
  const { id } = await ask("POST", "/v1/organizations", { name: "Acme" });
  const path = `/v1/organizations/${id}`;
  const added = await ask("POST", `${path}/domains`, { name: domain });
  texts.set(added.record.host, added.record.value);
  await ask("POST", `${path}/domains/${added.id}/verify`, {});
  const client = { clientId: "mortise", clientSecret: randomBytes(16).toString("hex") };
  // The provider must know where to send people back to, and the connection where the provider is: each is told the other's address.
  const placeholder = { kind: "oidc", name: "Acme ID", issuer: "https://acme.example", ...client };
  const connection = await ask("POST", `${path}/connections`, placeholder);
  const { redirectUri, postLogoutRedirectUri, backchannelLogoutUri } = connection.serviceProvider;
  const provider = await startProvider({
    domain,
    ...client,
    redirectUris: [redirectUri, ...otherApps],
    postLogoutRedirectUris: [postLogoutRedirectUri],
    backchannelLogoutUri,
  });
  const atConnection = `${path}/connections/${connection.id}`;
  await ask("PATCH", atConnection, { issuer: provider.issuer, ...client, jit: "verified-domains" });
  return { organizationId: id, connection: atConnection, provider, client, ask };
}

/** A browser of somebody's, as far as an API sees one: it keeps its cookies. */
export function asPerson(url) {
  const cookies = new Map();
  return async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        origin: url,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(";")[0].split("=");
      cookies.set(name, value);
    }
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
}
