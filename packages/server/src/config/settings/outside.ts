import { isIP } from "node:net";
import { cidr, list, reading, type Settings, WrongValue } from "../setting.ts";

/** What the server asks of others: DNS, and addresses that organizations' admins type. */
export const outsideSettings = {
  allowedNetworks: {
    name: "MORTISE_ALLOWED_NETWORKS",
    schema: list(cidr),
    default: "",
    about:
      "Comma-separated CIDRs of inside networks that addresses typed by admins may lead to, such as an identity provider in your own network: `10.20.0.0/16`, or `127.0.0.0/8` on one's own machine. Any port, and plain http, may be asked there. Without it only addresses of the internet are asked, by https on the ports 443 and 8443.",
  },
  dnsServers: {
    name: "MORTISE_DNS_SERVERS",
    schema: list(reading(readDnsServer)),
    default: "",
    about:
      "Comma-separated DNS servers that are asked for the proofs of domains and for the names of identity providers and whatever else admins type, such as `9.9.9.9` or `127.0.0.1:5353`. One resolver for both: the address that is judged is the one that is asked. Names in the settings, such as the mail server's, are the system's to resolve. Default: the servers of the system.",
  },
} as const satisfies Settings;

function readDnsServer(given: string): string {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(given) ?? [];
  const address = bracketed ?? plain ?? given;
  const isPort = port === undefined || (Number(port) > 0 && Number(port) < 65_536);
  if (isIP(address) === 0 || !isPort || (bracketed !== undefined && isIP(bracketed) !== 6))
    throw new WrongValue(`"${given}" is not the address of a DNS server such as 9.9.9.9, 127.0.0.1:5353 or [::1]:5353`);
  return given;
}
