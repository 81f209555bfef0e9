import { closeSync, openSync } from "node:fs";
import { resolve } from "node:path";
import { type CompiledQuery, Kysely, type KyselyPlugin } from "kysely";
import type { Database, PreparedRead, Reader, Values } from "../database.ts";
import { openSqlite, type SqliteConnection, sqliteModule, type SqliteStatement } from "../dialects.ts";
import { keepStatements } from "../kept-statements.ts";
import type { Tables } from "../tables.ts";
import { asUnavailable, isBusy } from "../unavailable.ts";
import { createWalFlush } from "../wal-flush.ts";
import { GroupCommit } from "./group-commit.ts";
import { ReadMark } from "./read-mark.ts";
import { lockMilliseconds, sqliteDialect, type Transactions, whileLocked } from "./sqlite.ts";

/** One file, as one process has it open. */
interface Connections {
  readonly writer: SqliteConnection;
  readonly reader: SqliteConnection;
  readonly mark: ReadMark;
  /** The statements of the one that writes, which its reading beside transactions shares. */
  readonly ofWriter: (text: string) => SqliteStatement;
  /** Whether a transaction is under way on the one that writes. */
  isWriting: boolean;
}

interface Opening {
  readonly plugins: KyselyPlugin[];
  readonly count: () => void;
}

/** Opens a SQLite file: one connection writes, and reads as well while it has no transaction; another reads meanwhile. */
export function openSqliteFile(path: string, plugins: KyselyPlugin[]): Database {
  let queries = 0;
  const opening: Opening = { plugins, count: () => void queries++ };
  const connections = connect(path);
  const wal = createWalFlush(path);
  const group = writeOn(connections, opening, () => wal.flush());
  const read = readOn(connections, opening);
  return {
    dialect: "sqlite",
    place: resolve(path),
    read,
    transact: (work, durability = "power-cut") => group.transact(work, durability),
    note: ({ sql, parameters }) =>
      group.note(() => {
        opening.count();
        connections.ofWriter(sql).run(...parameters);
      }),
    prepareRead: (build) => prepareReadOn(connections, build(read).compile(), opening.count),
    backup: async (target) => {
      closeSync(openSync(target, "wx", 0o600));
      await backupSnapshot(path, target);
    },
    findPooling: async () => "own",
    letGo: async () => {},
    get queries() {
      return queries;
    },
    close: async () => {
      await read.destroy();
      await wal.close();
      disconnect(connections);
    },
  };
}

function connect(path: string): Connections {
  const writer = openSqlite(path, { readOnly: false });
  const reader = openSqlite(path, { readOnly: true });
  const mark = new ReadMark(openSqlite(path, { readOnly: true }), `${path}-wal`);
  const { get: ofWriter } = keepStatements((text) => writer.prepare(text));
  return { writer, reader, mark, ofWriter, isWriting: false };
}

function disconnect({ writer, reader, mark }: Connections): void {
  mark.close();
  reader.close();
  // Everything in one file, for whoever copies only that. It is as good as done while another process reads.
  writer.exec("pragma wal_checkpoint(truncate)");
  writer.close();
}

function writeOn(connections: Connections, { plugins, count }: Opening, flush: () => Promise<void>): GroupCommit {
  const { mark, ofWriter, writer } = connections;
  const run = (text: string): void => void ofWriter(text).run();
  let patience = lockMilliseconds;
  const transactions: Transactions = {
    begin: () => {
      mark.release();
      run("begin immediate");
      connections.isWriting = true;
    },
    end: (how) => {
      try {
        run(how);
      } finally {
        // A commit that failed is rolled back.
        if (how === "rollback" || !writer.isTransaction) connections.isWriting = false;
        mark.release();
      }
    },
    patience: () => patience,
  };
  const dialect = sqliteDialect(({ sql }) => ofWriter(sql), count, transactions);
  const waitAtMost = (milliseconds: number): void => void (patience = milliseconds);
  const savepoint = (text: string): void => {
    if (!writer.isTransaction) throw new Error("SQLite has given the transaction up.");
    run(text);
  };
  return new GroupCommit({ kysely: new Kysely<Tables>({ dialect, plugins }), savepoint, flush, waitAtMost });
}

function readOn(connections: Connections, { plugins, count }: Opening): Reader {
  const { mark, ofWriter, reader } = connections;
  const { get: ofReader } = keepStatements((text) => reader.prepare(text));
  // What a transaction has written is not there before it is committed. Reading beside it, SQLite maps its file anew after each
  // write; the connection that wrote knows what it has written. Whatever could write is left to the one that cannot.
  const dialect = sqliteDialect(({ sql, query }) => {
    mark.noteRead();
    return query.kind === "SelectQueryNode" && !connections.isWriting ? ofWriter(sql) : ofReader(sql);
  }, count);
  return new Kysely<Tables>({ dialect, plugins });
}

function prepareReadOn(connections: Connections, { sql, query }: CompiledQuery, count: () => void): PreparedRead {
  if (query.kind !== "SelectQueryNode") throw new Error("Only what reads is prepared for reading.");
  // A migration may come first, so they are prepared when they are asked for first.
  let onWriter: FirstRow | undefined;
  let onReader: FirstRow | undefined;
  const first = (values: unknown[]): Values | undefined => {
    connections.mark.noteRead();
    return connections.isWriting
      ? (onReader ??= prepareFirst(connections.reader, sql))(values)
      : (onWriter ??= prepareFirst(connections.writer, sql))(values);
  };
  return (...values) => {
    count();
    try {
      return first(values);
    } catch (error) {
      if (!isBusy(error)) throw asUnavailable(error);
      return whileLocked(() => first(values));
    }
  };
}

type FirstRow = (values: unknown[]) => Values | undefined;

// Values without the names of their columns: an object of that many properties costs as much as the read.
function prepareFirst(connection: SqliteConnection, sql: string): FirstRow {
  // SQLite 3.54 plans a join anew for each value something is compared with; what is selected is planned once.
  const statement = connection.prepare(sql.replaceAll(" = ?", " = (select ?)"));
  statement.setReturnArrays(true);
  return (values) => statement.get(...values) as Values | undefined;
}

// What is copied is what stands when it begins: without a transaction of its own SQLite begins anew at every foreign write.
async function backupSnapshot(path: string, target: string): Promise<void> {
  const source = openSqlite(path, { readOnly: true });
  try {
    source.exec("begin");
    source.prepare("select count(*) from sqlite_schema").get();
    await sqliteModule().backup(source, target);
  } finally {
    source.close();
  }
}
