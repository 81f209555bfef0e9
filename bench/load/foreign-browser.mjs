/** A browser that is led about: it keeps its cookies by origin, and follows nothing by itself. */
export class ForeignBrowser {
  #jars = new Map();
  /** The address it comes from, as a proxy would say. */
  from = "10.0.0.1";

  /** Asks, and answers what came: its status, where it leads, and its text. */
  async ask(method, url, { body, headers = {} } = {}) {
    const { origin } = new URL(url);
    const jar = this.#jarOf(origin);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, {
      method,
      redirect: "manual",
      headers: { origin, "x-forwarded-for": this.from, ...(cookie !== "" && { cookie }), ...headers },
      ...(body !== undefined && { body }),
    });
    for (const each of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(each);
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    const location = response.headers.get("location");
    const text = await response.text();
    return { status: response.status, at: location === null ? null : new URL(location, url).href, text };
  }

  /** Goes on at one origin until it leads elsewhere or shows a page. Answers where it is. */
  async follow(url) {
    const { origin } = new URL(url);
    let at = url;
    for (let hop = 0; hop < 12 && new URL(at).origin === origin; hop++) {
      const answer = await this.ask("GET", at);
      if (answer.at === null) return at;
      at = answer.at;
    }
    return at;
  }

  /** As if a cookie had ended. */
  forget(origin, name) {
    this.#jarOf(origin).delete(name);
  }

  #jarOf(origin) {
    if (!this.#jars.has(origin)) this.#jars.set(origin, new Map());
    return this.#jars.get(origin);
  }
}
