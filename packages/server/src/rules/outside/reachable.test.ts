import { describe, expect, test } from "vitest";
import { parseCidr } from "../requests/address.ts";
import { judgeAddresses, judgeUrl } from "./reachable.ts";

const own = new URL("https://id.mortise.example");

describe("what the address itself says", () => {
  test.each([
    ["https://idp.example/metadata", undefined],
    ["http://idp.example/", undefined],
    ["https://idp.example./", undefined],
    ["ftp://idp.example/", "not-https"],
    ["file:///etc/passwd", "not-https"],
    ["data:text/plain,x", "not-https"],
    ["https://user@idp.example/", "user-in-address"],
    ["https://:word@idp.example/", "user-in-address"],
    ["https://id.mortise.example/v1/session", "own-address"],
    ["https://ID.mortise.example.:8443/", "own-address"],
    ["https://metadata.google.internal/", "metadata-service"],
    ["https://METADATA.google.internal./", "metadata-service"],
    ["http://instance-data/", "metadata-service"],
    ["https://x.id.mortise.example/", undefined],
  ])("%s: %s", (url, reason) => expect(judgeUrl({ url: new URL(url), own })).toBe(reason));

  test.each([
    ["http://localhost:3000/", "own-address"],
    ["http://127.0.0.1:3000/", "own-address"],
    ["http://[::1]:3000/", "own-address"],
    ["http://a.localhost:3000/", "own-address"],
    ["http://localhost:4000/", undefined],
    ["https://localhost:3001/", undefined],
  ])("%s of a server on loopback: %s", (url, reason) =>
    expect(judgeUrl({ url: new URL(url), own: new URL("http://localhost:3000") })).toBe(reason),
  );
});

describe("all addresses of a name", () => {
  const allowed = ["10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16"].map((text) => parseCidr(text)!);
  test.each<[string, string[], string | undefined]>([
    ["https://a.example", ["93.184.216.34"], undefined],
    ["https://a.example:8443", ["93.184.216.34", "2606:4700:4700::1111"], undefined],
    ["https://a.example:9443", ["93.184.216.34"], "port"],
    ["http://a.example", ["93.184.216.34"], "not-https"],
    ["https://a.example", [], "name-unknown"],
    ["https://a.example", ["93.184.216.34", "192.168.0.1"], "inside-address"],
    ["https://a.example", ["192.168.0.1", "93.184.216.34"], "inside-address"],
    ["https://a.example", ["10.0.0.1"], undefined],
    ["http://a.example:8080", ["10.0.0.1", "127.0.0.1"], undefined],
    ["http://a.example", ["10.0.0.1", "93.184.216.34"], "not-https"],
    ["https://a.example:8080", ["10.0.0.1", "93.184.216.34"], "port"],
    ["https://a.example", ["::ffff:10.0.0.1"], undefined],
    ["https://a.example", ["169.254.169.254"], "metadata-service"],
    ["https://a.example", ["::ffff:169.254.169.254"], "metadata-service"],
    ["https://a.example", ["93.184.216.34", "168.63.129.16"], "metadata-service"],
    ["https://a.example", ["FD00:EC2::254"], "metadata-service"],
    ["https://a.example", ["169.254.1.1"], undefined],
  ])("%s at %j: %s", (url, addresses, reason) => expect(judgeAddresses(new URL(url), addresses, allowed)).toBe(reason));

  test("without allowed networks, loopback is refused", () =>
    expect(judgeAddresses(new URL("https://localhost"), ["127.0.0.1"], [])).toBe("inside-address"));
});
