import type { ConnectionCheck } from "../app/api-types.ts";

type CheckName = ConnectionCheck["name"];

/** What each check asks, as a person would say it. */
const words: Record<CheckName, string> = {
  document: "The answer can be read",
  identifiers: "Everything in the answer is named once",
  "one-assertion": "The answer is about one person",
  signed: "The answer is signed",
  "signature-place": "The signature covers the whole answer",
  "signature-algorithm": "The signature is made safely",
  signature: "The signature is right",
  "encryption-algorithm": "The answer is encrypted safely",
  encryption: "The encrypted answer opens",
  status: "The provider let them in",
  "response-issuer": "The answer comes from your provider",
  destination: "The answer was sent to our address",
  "in-response-to": "The answer belongs to this request",
  "assertion-issuer": "What it says of the person comes from your provider",
  "name-id": "The answer names the person",
  "name-id-format": "A lasting name for the person",
  confirmation: "The answer is confirmed",
  recipient: "What it says of the person is for our address",
  "confirmation-expiry": "The answer came in time",
  "confirmation-not-before": "The answer holds at once",
  "confirmation-in-response-to": "What it says of the person belongs to this request",
  conditions: "Its conditions are known here",
  "conditions-not-before": "The answer holds already",
  "conditions-expiry": "The answer still holds",
  audience: "The answer is for us",
  authentication: "It says when and how they signed in",
  "authentication-instant": "They signed in in the past",
  "fresh-authentication": "They signed in anew",
  "session-end": "Their session there has not ended",
  "logout-issuer": "The sign-out comes from your provider",
  "logout-destination": "The sign-out was sent to our address",
  "logout-time": "The sign-out came in time",
  "logout-name": "The sign-out names one person",
  "logout-answer": "The answer belongs to our sign-out",
  "logout-status": "The provider signed them out",
  issuer: "The answer comes from your provider",
  "authorized-party": "The answer was made for us",
  nonce: "The answer belongs to this request",
  subject: "A lasting name for the person",
  "access-token-hash": "The access token belongs to the answer",
  expiry: "The answer still holds",
  "issued-at": "The answer is fresh",
  "not-before": "The answer holds already",
  "authentication-time": "They signed in in the past",
  "fresh-sign-in": "They signed in anew",
  "answer-issuer": "The answer says where it comes from",
  answer: "The provider answered",
  discovery: "The provider's settings were found",
  keys: "The provider's keys were found",
  token: "The provider gave us a token",
  userinfo: "The provider told us about the person",
  "userinfo-subject": "All of it is about the same person",
  replay: "The answer came once",
  metadata: "The provider's metadata can be read",
  configuration: "The connection is as it was when asked",
  connection: "The connection is on",
  "own-key": "We have a key to sign with",
  tester: "Whoever began the test may still do it",
  place: "There is a place here for the person",
  groups: "Their groups were sent",
};

/** A check's name in words; of one that these pages don't know yet, its name as it is. */
export function checkWords(name: string): string {
  if (Object.hasOwn(words, name)) return words[name as CheckName];
  const plain = name.replaceAll("-", " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
