import { type Received, send } from "./send.ts";

/** A form of a page, as a browser would send it. */
export interface FoundForm {
  readonly action: string;
  readonly fields: Record<string, string>;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#039": "'", "#39": "'" };
const unescaped = (text: string): string =>
  text.replaceAll(/&([#\w]+);/g, (all, name: string) => entities[name] ?? all);
const attributeOf = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : unescaped(value);
};

/** The first form of a page, with what it holds. */
export function formIn(html: string, at: string): FoundForm {
  const [, tag = "", inside = ""] = /<form([^>]*)>(.*?)<\/form>/s.exec(html) ?? [];
  const inputs = [...inside.matchAll(/<input[^>]*>/g)].map(([input]) => input);
  const named = inputs.flatMap((input) => {
    const name = attributeOf(input, "name");
    return name === undefined ? [] : [[name, attributeOf(input, "value") ?? ""] as const];
  });
  return { action: new URL(attributeOf(tag, "action") ?? "", at).href, fields: Object.fromEntries(named) };
}

/** Where a foreign site has led a browser: an address elsewhere, or a page. */
export interface Led {
  readonly at: string;
  readonly page: string | null;
  readonly status: number;
}

/** Somebody's browser at one foreign site: keeps its cookies and follows it until it leads elsewhere or shows a page. */
export class ForeignBrowser {
  readonly cookies = new Map<string, string>();

  async open(url: string): Promise<Led> {
    return this.#follow(url, await this.#ask("GET", url));
  }

  async submit({ action, fields }: FoundForm): Promise<Led> {
    return this.#follow(action, await this.#ask("POST", action, new URLSearchParams(fields).toString()));
  }

  async #ask(method: string, url: string, body?: string): Promise<Received> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = {
      ...(cookie !== "" && { cookie }),
      ...(body !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
    };
    const answer = await send(url, { method, headers, body });
    for (const each of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      if (value === "" || value === "deleted") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  async #follow(from: string, first: Received): Promise<Led> {
    let [at, answer] = [from, first];
    for (let hop = 0; hop < 12; hop++) {
      const { status, headers, text } = answer;
      const location = headers.get("location");
      if (status < 300 || status > 303 || location === null) return { at, page: text, status };
      const next = new URL(location, at);
      if (next.origin !== new URL(from).origin) return { at: next.href, page: null, status };
      at = next.href;
      answer = await this.#ask("GET", at);
    }
    throw new Error(`It goes round in a circle: ${at}`);
  }
}
