import { get } from "../../../delivery/post.ts";
import { NotTaken } from "../../../delivery/transport.ts";

const timeoutMilliseconds = 2000;
/** A range has some 1,000 lines of 40 bytes, padding among them. */
const mostBytes = 1024 * 1024;

/**
 * Asks a range service (as of Have I Been Pwned) for all hashes that begin as this one: it learns 20 of 160 bits. Answers
 * undefined when it could not be asked in time.
 */
export async function askRange(service: URL, hash: string): Promise<boolean | undefined> {
  const [prefix, suffix] = [hash.slice(0, 5), hash.slice(5)];
  try {
    const { status, text } = await get(
      new URL(prefix, service),
      { "add-padding": "true", "user-agent": "mortise" },
      {
        timeoutMilliseconds,
        mostBytes,
      },
    );
    return status === 200 ? isListed(text, suffix) : undefined;
  } catch (error) {
    if (error instanceof NotTaken) return undefined;
    throw error;
  }
}

// A count of 0 is padding, made up by the service.
function isListed(text: string, suffix: string): boolean | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  if (lines.length === 0 || !lines.every((line) => /^[0-9A-F]{35}:\d+$/i.test(line))) return undefined;
  return lines.some((line) => line.slice(0, 35).toUpperCase() === suffix && Number(line.slice(36)) > 0);
}
