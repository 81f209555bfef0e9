/** What one look came to: what was looked at, what it says, and what to do about it. */
export interface Finding {
  readonly of: string;
  readonly state: "ok" | "warning" | "wrong";
  readonly says: string;
  readonly todo?: string;
}

export const ok = (of: string, says: string): Finding => ({ of, state: "ok", says });
export const warning = (of: string, says: string, todo: string): Finding => ({ of, state: "warning", says, todo });
export const wrong = (of: string, says: string, todo: string): Finding => ({ of, state: "wrong", says, todo });

/** Whether all is well enough to run: a warning is. */
export function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== "wrong");
}

/** What a look that failed, or took too long, comes to. */
export async function within(
  seconds: number,
  of: string,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${seconds} seconds`)), seconds * 1000);
  });
  const looked = look();
  looked.catch(() => undefined);
  try {
    return await Promise.race([looked, late]);
  } catch (error) {
    // The words of a driver may quote an address or a password; its code does not.
    const { code, message } = error as { code?: unknown; message: string };
    const why = typeof code === "string" ? code : message.startsWith("no answer") ? message : "it failed";
    return [
      wrong(of, `cannot be reached: ${why}`, "Look at the address, the network between, and the other side's log."),
    ];
  } finally {
    clearTimeout(timer);
  }
}
