import { fetchOutside, isOutsideRefusal, type Outside } from "../../outside/fetch-outside.ts";

const bounds = { mostBytes: 1024 * 1024, timeoutMilliseconds: 10_000 } as const;

/** Reads a provider's metadata from where somebody says it is; why not, in words, when it cannot be had. */
export async function fetchMetadata(
  outside: Outside,
  url: string,
): Promise<string | { readonly refusedBecause: string }> {
  const answer = await fetchOutside(outside, url, {
    ...bounds,
    headers: { accept: "application/samlmetadata+xml, application/xml, text/xml" },
  });
  if (isOutsideRefusal(answer)) return { refusedBecause: answer.text };
  if (answer.status !== 200)
    return { refusedBecause: `The address answered with status ${answer.status} instead of metadata.` };
  return Buffer.from(answer.body).toString("utf8");
}
