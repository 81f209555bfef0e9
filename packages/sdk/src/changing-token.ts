// A change of password, address or factor replaces the session's token (docs/decisions/0043): a request that was on its way with
// the old one is refused, though nobody was signed out. It is sent once more, when no change is under way any more.

const lockName = "mortise-change";
/** A change that hangs must not hold every other request. */
const longestWaitMs = 3000;

/** Sends requests so that a refused one can tell whether a change was under way in this client, or in another tab. */
export function createChangeWatch() {
  const { locks } = (globalThis as { navigator?: { locks?: LockManager } }).navigator ?? {};
  const own = new Set<Promise<unknown>>();
  let wasSignedIn = false;

  const sendChange = (send: () => Promise<Response>): Promise<Response> => {
    const sent: Promise<Response> = locks ? locks.request(lockName, { mode: "shared" }, send) : send();
    const settled = sent.then(ignore, ignore).finally(() => own.delete(settled));
    own.add(settled);
    return sent;
  };

  return {
    send: (method: string, send: () => Promise<Response>): Promise<Response> =>
      isReading(method) ? send() : sendChange(send),
    note(response: Response): void {
      if (response.ok) wasSignedIn = true;
    },
    /** Waits for changes under way, and says whether to send once more what was refused for want of a session. */
    async mayHaveChanged(): Promise<boolean> {
      if (!wasSignedIn) return false;
      wasSignedIn = false;
      const signal = AbortSignal.timeout(longestWaitMs);
      const others = locks?.request(lockName, { mode: "exclusive", signal }, ignore).catch(ignore);
      const mine = Promise.all(own);
      await Promise.race([Promise.all([mine, others]), new Promise((resolve) => (signal.onabort = resolve))]);
      return true;
    },
  };
}

export type ChangeWatch = ReturnType<typeof createChangeWatch>;

function isReading(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

function ignore(): void {}
