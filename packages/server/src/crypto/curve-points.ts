// Public values only: nothing here has to take the same time for all of them.
const number = (hex: string): bigint => BigInt(`0x${hex}`);
const read = (bytes: Uint8Array): bigint => number(Buffer.from(bytes).toString("hex"));

interface ShortCurve {
  readonly p: bigint;
  readonly b: bigint;
}

/** The NIST curves, y² = x³ − 3x + b over p (FIPS 186-5, SP 800-186 §3.2.1). Their cofactor is 1: every point is of full order. */
const shortCurves = {
  "P-256": {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: number("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
  },
  "P-384": {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: number("b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef"),
  },
  "P-521": {
    p: 2n ** 521n - 1n,
    b: number(
      "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
    ),
  },
} as const satisfies Record<string, ShortCurve>;

/** Whether these coordinates are a point of the curve, each smaller than its prime. */
export function isPointOf(curve: keyof typeof shortCurves, xBytes: Uint8Array, yBytes: Uint8Array): boolean {
  const { p, b } = shortCurves[curve];
  const [x, y] = [read(xBytes), read(yBytes)];
  return x < p && y < p && (y * y - x * x * x + 3n * x - b) % p === 0n;
}

const p = 2n ** 255n - 19n;
const mod = (value: bigint): bigint => ((value % p) + p) % p;

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, mod(base)];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
}

const invert = (value: bigint): bigint => power(value, p - 2n);
const d = mod(-121665n * invert(121666n));
const rootOfMinusOne = power(2n, (p - 1n) / 4n);

/** Whether these 32 bytes are a key of Ed25519: a point, written in the one way it is written, and not of small order (RFC 8032 §5.1.3). */
export function isEd25519Key(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false;
  const whole = read(Uint8Array.from(bytes).reverse());
  const [sign, y] = [whole >> 255n, whole & (2n ** 255n - 1n)];
  if (y >= p) return false;
  const x = recoverX(y);
  if (x === undefined || (x === 0n && sign === 1n)) return false;
  return !hasSmallOrder(x, y);
}

function recoverX(y: bigint): bigint | undefined {
  const square = mod((y * y - 1n) * invert(d * y * y + 1n));
  const root = power(square, (p + 3n) / 8n);
  return [root, mod(root * rootOfMinusOne)].find((x) => mod(x * x - square) === 0n);
}

// Eight times the point is the neutral one: whoever has such a key needs no secret to sign.
function hasSmallOrder(x: bigint, y: bigint): boolean {
  let point: readonly [bigint, bigint] = [x, y];
  for (let times = 0; times < 3; times++) {
    const [px, py] = point;
    const product = mod(d * px * px * py * py);
    point = [mod(2n * px * py * invert(1n + product)), mod((py * py + px * px) * invert(1n - product))];
  }
  return point[0] === 0n && point[1] === 1n;
}
