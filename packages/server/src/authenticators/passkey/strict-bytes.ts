/** Where the CBOR item that begins at `start` ends (RFC 8949 §3). Undefined when it is cut off, of no definite length, or no item. */
export function endOfCborItem(bytes: Uint8Array, start: number, depth = 0): number | undefined {
  const head = readHead(bytes, start);
  if (!head || depth > 8) return undefined;
  const { major, argument, end } = head;
  if (major === 2 || major === 3) return end + argument <= bytes.length ? end + argument : undefined;
  const items = major === 4 ? argument : major === 5 ? argument * 2 : major === 6 ? 1 : 0;
  // An item takes a byte at least: a count beyond what is left is a lie that must not be counted to.
  if (items > bytes.length - end) return undefined;
  let at: number | undefined = end;
  for (let count = 0; count < items && at !== undefined; count++) at = endOfCborItem(bytes, at, depth + 1);
  return at;
}

// The argument is written in the fewest bytes there are, as CTAP2's canonical form has it (CTAP 2.1 §8).
function readHead(bytes: Uint8Array, start: number): { major: number; argument: number; end: number } | undefined {
  const first = bytes[start];
  if (first === undefined) return undefined;
  const [major, short] = [first >> 5, first & 31];
  if (short < 24) return { major, argument: short, end: start + 1 };
  if (short > 27) return undefined;
  const end = start + 1 + (1 << (short - 24));
  if (end > bytes.length) return undefined;
  const argument = Number(`0x${Buffer.from(bytes.subarray(start + 1, end)).toString("hex")}`);
  const least = short === 24 ? 24 : 2 ** (8 * (1 << (short - 25)));
  return major === 7 || argument >= least ? { major, argument, end } : undefined;
}

/** Whether these bytes are one CBOR item and nothing behind it. */
export function isOneCborItem(bytes: Uint8Array): boolean {
  return endOfCborItem(bytes, 0) === bytes.length;
}

const [attestedFlag, extensionsFlag] = [0x40, 0x80];

/** Whether authenticator data ends where its flags say it ends (WebAuthn L3 §6.1). */
export function isWholeAuthenticatorData(bytes: Uint8Array): boolean {
  const flags = bytes[32] ?? 0;
  let end: number | undefined = 37;
  if (flags & attestedFlag) {
    const idLength = Buffer.from(bytes.subarray(53, 55)).toString("hex");
    end = idLength.length === 4 ? endOfCborItem(bytes, 55 + parseInt(idLength, 16)) : undefined;
  }
  if (end !== undefined && flags & extensionsFlag)
    end = (bytes[end] ?? 0) >> 5 === 5 ? endOfCborItem(bytes, end) : undefined;
  return end === bytes.length;
}

/** Whether an ECDSA signature is what DER writes (RFC 3279 §2.2.3, X.690 §10): two positive numbers, no byte too many. */
export function isDerSignature(bytes: Uint8Array): boolean {
  const isLong = bytes[1] === 0x81;
  const start = isLong ? 3 : 2;
  const length = bytes[isLong ? 2 : 1] ?? 0;
  if (bytes[0] !== 0x30 || length !== bytes.length - start || (isLong ? length < 0x80 : length >= 0x80)) return false;
  const middle = endOfDerNumber(bytes, start);
  return middle !== undefined && endOfDerNumber(bytes, middle) === bytes.length;
}

function endOfDerNumber(bytes: Uint8Array, start: number): number | undefined {
  const [tag, length = 0, first = 0, second = 0] = bytes.subarray(start, start + 4);
  const end = start + 2 + length;
  if (tag !== 2 || length === 0 || length >= 0x80 || end > bytes.length || first >= 0x80) return undefined;
  // A zero stands in front only of a number whose first bit is set.
  return first === 0 && (length === 1 || second < 0x80) ? undefined : end;
}
