import { expect, test } from "vitest";
import { readFault } from "./refused.ts";

test.each([
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "certificate"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate"],
  ["CERT_HAS_EXPIRED", "certificate"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "certificate"],
  ["EPROTO", "certificate"],
  ["HPE_INVALID_CONSTANT", "broken"],
  ["HPE_HEADER_OVERFLOW", "broken"],
  ["ECONNRESET", "broken"],
  ["EPIPE", "broken"],
  ["ECONNREFUSED", "no-connection"],
  ["EHOSTUNREACH", "no-connection"],
  ["ENETUNREACH", "no-connection"],
  ["", "no-connection"],
])("%s: %s", (code, reason) => expect(readFault(code)).toBe(reason));
