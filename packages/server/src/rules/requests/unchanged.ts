const tags = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g;

/** Whether whoever asks has what it would be sent, by `If-None-Match` (RFC 9110 §13.1.2). A proxy that packs a file makes its mark a weak one, which is as good here. */
export function decideUnchanged(ifNoneMatch: string | null | undefined, mark: string): boolean {
  if (ifNoneMatch == null) return false;
  return ifNoneMatch === "*" || [...ifNoneMatch.matchAll(tags)].some(([, tag]) => tag === mark);
}
