/** So many days before a certificate ends its owners are told; 0: once it has. */
const steps = [30, 14, 3, 0] as const;
const dayMs = 24 * 60 * 60 * 1000;

/** The longest before its end that anybody is told. */
export const longestWarningMs = steps[0] * dayMs;

/** Which warning is due of a certificate; null where none is, or it was given. */
export function decideCertificateWarning(
  { notAfter, warnedDays }: { readonly notAfter: number; readonly warnedDays: number | null },
  now: number,
): number | null {
  const left = Math.ceil((notAfter - now) / dayMs);
  const due = steps.findLast((step) => left <= step);
  return due === undefined || (warnedDays !== null && warnedDays <= due) ? null : due;
}
