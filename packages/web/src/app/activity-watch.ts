// What a page asks by itself, every minute or because it is looked at again, keeps no session alive: only what somebody does
// counts, and that is known here, in one place for every request (docs/decisions/0045).

const recentMs = 10_000;
// After that a change is not waited for any more: the server is asked whether it was made.
const changeTakesMs = 30_000;
const doings = ["keydown", "pointerdown", "click", "wheel"] as const;

// Opening the page is something that a person does.
let doneAt = Date.now();

/** Something was done that no event tells of. */
export function noteActivity(): void {
  doneAt = Date.now();
}

/** Begins to watch what is done on this page; done again it changes nothing. */
export function watchActivity(): void {
  for (const doing of doings) window.addEventListener(doing, noteActivity, { capture: true, passive: true });
}

/** Sends a request, marked where nobody has done anything that asks for it. */
export function sendWithActivity(request: Request): Promise<Response> {
  const isReading = request.method === "GET";
  if (isReading && Date.now() - doneAt > recentMs) request.headers.set("mortise-activity", "none");
  return fetch(
    isReading
      ? request
      : new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(changeTakesMs)]) }),
  );
}
