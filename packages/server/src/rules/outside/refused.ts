/** Why a request to an address that somebody typed was not sent, or why its answer does not count. */
export const outsideReasons = {
  "not-an-address": "This is not an address such as https://idp.example.com/metadata.",
  "not-https": "The address must begin with https://. Plain http is for networks named in MORTISE_ALLOWED_NETWORKS.",
  "user-in-address": "The address must not contain a user name or a password.",
  port: "Only the ports 443 and 8443 are asked. Others are for networks named in MORTISE_ALLOWED_NETWORKS.",
  "own-address": "This is the address of this server itself.",
  "metadata-service": "This is the address of a cloud's metadata service, which is never asked.",
  "inside-address":
    "The name leads to an address inside a network. An operator can allow its network with MORTISE_ALLOWED_NETWORKS.",
  "name-unknown": "There is no such name in DNS.",
  "name-unanswered": "DNS did not answer for this name.",
  "no-connection": "Nothing took the connection.",
  certificate: "The server's certificate is not valid for this name, or nobody known has signed it.",
  redirect: "The server answered with a redirect, which is not followed. Give the address it leads to.",
  "too-large": "The answer is larger than is read.",
  "too-slow": "The answer did not come in time.",
  encoded: "The answer came compressed, though it was asked for plain.",
  broken: "The connection ended before the answer did, or the answer is not HTTP.",
  stopped: "The request was broken off.",
} as const satisfies Readonly<Record<string, string>>;

export type OutsideReason = keyof typeof outsideReasons;

/** No answer, and why, in words that an admin can read. */
export interface OutsideRefusal {
  readonly refused: OutsideReason;
  readonly text: string;
}

export const refuseOutside = (refused: OutsideReason): OutsideRefusal => ({ refused, text: outsideReasons[refused] });

// As OpenSSL and Node name what is wrong with a certificate.
const certificate =
  /^(ERR_TLS_CERT|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_SSL_|EPROTO$|INVALID_CA|HOSTNAME_MISMATCH)/;
const broken = /^(HPE_|ECONNRESET$|EPIPE$)/;

/** What a fault of the network is called here. */
export function readFault(code: string): OutsideReason {
  if (certificate.test(code)) return "certificate";
  return broken.test(code) ? "broken" : "no-connection";
}
