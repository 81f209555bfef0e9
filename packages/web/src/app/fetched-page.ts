import { createElement, lazy, type ComponentType } from "react";

/** Why the code of a page did not come: it is not there any more, no answer came, the server failed, or it was cut off. */
export type NotFetched = "updated" | "offline" | "unreachable" | "unavailable" | "cut-off";

/** Who has not answered by then cannot be reached. */
const patienceMs = 10_000;

/** A page's code that did not come. A page that crashed is another error. */
export class PageNotFetched extends Error {
  override readonly name = "PageNotFetched";
  readonly why: NotFetched;
  /** Has it fetched again when the page is drawn next: React keeps what came of the first time. */
  readonly forget: () => void;

  constructor(why: NotFetched, cause: unknown, forget: () => void) {
    super(`The code of this page was not fetched: ${why}`, { cause });
    this.why = why;
    this.forget = forget;
  }
}

/** A page whose code is fetched when it is first drawn, and again each time after it did not come. */
export function fetchedPage<Props extends object = object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let page = begin(false);
  function begin(again: boolean): ComponentType<Props> {
    return lazy(async () => {
      try {
        if (again) await fetchStylesAgain();
        return { default: await load() };
      } catch (error) {
        const why = await whyNot(error);
        // A browser may remember that a script did not come; a document loaded anew does not.
        if (again && why === "cut-off") return await reloaded();
        throw new PageNotFetched(why, error, () => (page = begin(true)));
      }
    });
  }
  return function FetchedPage(props: Props) {
    return createElement(page, props);
  };
}

// A style sheet that did not come is not asked for by the next import: the page would stand there without it.
async function fetchStylesAgain(): Promise<void> {
  const links = document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]");
  await Promise.all([...links].filter((link) => !hasCome(link)).map(putAnew));
}

// Some browsers give it a sheet all the same, of which nothing may be read.
function hasCome({ sheet }: HTMLLinkElement): boolean {
  try {
    return sheet !== null && sheet.cssRules.length >= 0;
  } catch {
    return false;
  }
}

function putAnew(link: HTMLLinkElement): Promise<void> {
  return new Promise((resolve, reject) => {
    const fresh = link.cloneNode() as HTMLLinkElement;
    fresh.addEventListener("load", () => resolve());
    fresh.addEventListener("error", () => reject(new Error(`A style sheet did not come: ${link.href}`)));
    link.replaceWith(fresh);
  });
}

function reloaded(): Promise<never> {
  location.reload();
  return new Promise(() => undefined);
}

/** Loads the document anew, if the server answers: what the browser shows in place of it has no way back. */
export async function reloadIfAnswered(): Promise<boolean> {
  const answer = await ask(location.href, "HEAD");
  const answers = answer !== undefined && answer.status < 500;
  if (answers) location.reload();
  return answers;
}

async function whyNot(error: unknown): Promise<NotFetched> {
  if (!navigator.onLine) return "offline";
  const answer = await ask(scriptIn(error) ?? location.href);
  if (answer === undefined) return "unreachable";
  if (answer.status >= 500 || answer.status === 429) return "unavailable";
  return answer.ok && !isDocument(answer) ? "cut-off" : "updated";
}

/** The file that browsers name in such an error; one that names none leaves only whether the server answers. */
function scriptIn(error: unknown): string | undefined {
  const words = error instanceof Error ? error.message.split(" ") : [];
  return words.find((word) => word.endsWith(".js") || word.endsWith(".css"));
}

/** Some servers answer with their first page where no file is. */
function isDocument(answer: Response): boolean {
  return answer.headers.get("content-type")?.startsWith("text/html") === true;
}

function ask(address: string, method = "GET"): Promise<Response | undefined> {
  return fetch(address, { method, cache: "no-store", signal: AbortSignal.timeout(patienceMs) }).catch(() => undefined);
}
