import type pg from "pg";
import type { Values } from "../database.ts";
import type { StatementNames } from "../statement-names.ts";
import { RowQuery, type KnownColumns } from "./row-query.ts";

/** A connection of its own for reads of one row, on which none waits for the answer to the one before it. */
export interface ReadLine {
  /** Undefined while there is no such connection that knows the statement: whoever asks goes another way, and it is opened. */
  first(text: string, values: unknown[]): Promise<Values | undefined> | undefined;
  end(): Promise<void>;
}

export interface ReadLineOptions {
  /** Opens a connection on which many statements may be under way. */
  connect(): Promise<pg.Client>;
  readonly names: StatementNames;
  readonly known: KnownColumns;
  /** How long an answer may take. */
  readonly milliseconds: number;
}

/** A connection nobody used for so long is closed: what stands in between may have forgotten it. */
const idleMilliseconds = 10_000;
/** After one that could not be opened. */
const pauseMilliseconds = 1000;

interface Line {
  readonly client: pg.Client;
  /** Names it has parsed. Behind one that could not be parsed, others would find nothing. */
  readonly parsed: Set<string>;
  /** What is under way, the oldest first. */
  readonly waiting: Set<RowQuery>;
  usedAt: number;
}

export function createReadLine({ connect, names, known, milliseconds }: ReadLineOptions): ReadLine {
  let line: Line | undefined;
  let opening: Promise<void> | undefined;
  let openFrom = 0;
  let isEnded = false;
  const leave = (left: Line): void => void (line === left && (line = undefined));

  const open = async (text: string, name: string, values: unknown[]): Promise<void> => {
    try {
      const on = (line ??= await openLine(connect, leave, milliseconds));
      await ask(on, { text, name }, values, known);
      on.parsed.add(name);
    } catch {
      // Whoever asked hears of it where they ask now.
      openFrom = performance.now() + pauseMilliseconds;
    } finally {
      opening = undefined;
    }
  };
  return {
    first(text, values) {
      const name = names.nameOf(text);
      if (name === undefined) return undefined;
      if (line?.parsed.has(name)) return ask(line, { text, name }, values, known);
      if (!isEnded && !opening && performance.now() >= openFrom) opening = open(text, name, values);
      return undefined;
    },
    async end() {
      isEnded = true;
      await opening;
      await line?.client.end();
    },
  };
}

async function openLine(
  connect: () => Promise<pg.Client>,
  leave: (line: Line) => void,
  milliseconds: number,
): Promise<Line> {
  const client = await connect();
  const line: Line = { client, parsed: new Set(), waiting: new Set(), usedAt: performance.now() };
  client.once("error", () => leave(line));
  client.once("end", () => leave(line));
  watch(line, leave, milliseconds);
  return line;
}

function ask(line: Line, statement: { text: string; name: string }, values: unknown[], known: KnownColumns) {
  return new Promise<Values | undefined>((resolve, reject) => {
    const query = new RowQuery(statement, values, known, (error, row) => {
      line.waiting.delete(query);
      if (error) reject(error);
      else resolve(row);
    });
    line.waiting.add(query);
    line.usedAt = query.since;
    line.client.query(query);
  });
}

/** One clock for all that is under way: one each would cost a tenth of the read. */
function watch(line: Line, leave: (line: Line) => void, milliseconds: number): void {
  const { waiting, client } = line;
  const timer = setInterval(() => {
    const [oldest] = waiting;
    const now = performance.now();
    if (oldest ? now - oldest.since < milliseconds : now - line.usedAt < idleMilliseconds) return;
    leave(line);
    for (const late of waiting) late.callback(new Error("Query read timeout"));
    if (oldest) oldest.stream?.destroy();
    else void client.end();
  }, 500);
  timer.unref();
  client.once("end", () => clearInterval(timer));
}
