/** What a code confirms, as its message says it. */
const purposes = {
  "sign-in": "sign in",
  "step-up": "confirm it's you",
  "restore-trust": "confirm it's you",
  "bind-authenticator": "add this phone",
} as const;

/**
 * The text of a message with a code. Its last line binds the code to our host (WICG, Origin-bound one-time codes delivered
 * via SMS): browsers then offer it there and nowhere else. That format knows no port.
 */
export function codeMessage({
  productName,
  publicUrl,
  purpose,
  code,
}: {
  readonly productName: string;
  readonly publicUrl: string;
  readonly purpose: keyof typeof purposes;
  readonly code: string;
}): string {
  const { hostname } = new URL(publicUrl);
  return `${code} is your ${productName} code to ${purposes[purpose]}. Don't share it.\n\n@${hostname} #${code}`;
}
