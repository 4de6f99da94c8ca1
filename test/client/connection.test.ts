import { expect, test } from "vitest";
import { connectionError, wasNotSent } from "../../src/errors/connection.js";

test.each([
  "ECONNREFUSED",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
])("%s proves that nothing was sent", (code) => {
  expect(wasNotSent(code)).toBe(true);
  expect(connectionError(code, {}).message).toBe(`no connection to the API (${code}).`);
});

test.each([
  undefined,
  "ECONNRESET",
  "EPIPE",
  "UND_ERR_SOCKET",
  "UND_ERR_HEADERS_TIMEOUT",
  "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC",
])("%s leaves open whether the request arrived", (code) => {
  expect(wasNotSent(code)).toBe(false);
  expect(connectionError(code, {}).message).toContain("failed before the answer was complete");
});
