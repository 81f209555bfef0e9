/**
 * Whether a request says readably whom it asks (RFC 9112 §3.2): one name or address, with a port or without, in the form that URLs
 * have it, since everything behind takes it into one. HTTP/1.0 may leave it out; an empty one says that there is no authority.
 */
export function decideHost(host: string | null, httpVersion: string, knownHost: string): boolean {
  if (host === knownHost) return true;
  if (host === null) return httpVersion === "1.0";
  if (host === "") return true;
  const [, name] = /^([a-z0-9._~-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.exec(host) ?? [];
  if (name === undefined || !URL.canParse(`http://${host}/`)) return false;
  return new URL(`http://${host}/`).hostname === name.toLowerCase();
}
