import type { Services } from "../../services.ts";

const keptMs = 10 * 60_000;
const mostKept = 500;

/** What a provider said, and when. */
export interface Said<Value> {
  readonly at: number;
  readonly value: Value;
}

interface Remembered<Value> {
  readonly kept: Map<string, Said<Value>>;
  /** Under way: whoever asks meanwhile waits for the same answer. */
  readonly asked: Map<string, Promise<Said<Value>>>;
}

/** What providers said of themselves, by its address: good for ten minutes, and asked for once, however many wait for it. */
export class ProviderMemory<Value> {
  readonly #by = new WeakMap<object, Remembered<Value>>();

  /** What was said within ten minutes; undefined where nothing was. */
  find(services: Services, key: string): Said<Value> | undefined {
    const found = this.#of(services).kept.get(key);
    return found && Math.abs(services.now() - found.at) < keptMs ? found : undefined;
  }

  /** Asks now, or waits for whoever asks already. */
  ask(services: Services, key: string, read: () => Promise<Value>): Promise<Said<Value>> {
    const { kept, asked } = this.#of(services);
    const underWay = asked.get(key);
    if (underWay) return underWay;
    const asking = read()
      .then((value) => {
        const said = { at: services.now(), value };
        if (kept.size >= mostKept) kept.clear();
        kept.set(key, said);
        return said;
      })
      .finally(() => asked.delete(key));
    asked.set(key, asking);
    return asking;
  }

  #of({ database }: Services): Remembered<Value> {
    const remembered = this.#by.get(database) ?? { kept: new Map(), asked: new Map() };
    this.#by.set(database, remembered);
    return remembered;
  }
}
