import {
  type Expression,
  ExpressionWrapper,
  type OperationNode,
  PostgresQueryCompiler,
  type PrimitiveValueListNode,
  PrimitiveValueListNode as ListNode,
  SqliteQueryCompiler,
  ValuesNode,
} from "kysely";

// What keeps prepared statements keeps them by their text: a list written out value by value would be another text for each length,
// and whoever decides how long lists get would decide how much is kept. So a list is one parameter, whatever its length.

/** For raw SQL: `… in ${among(values)}`, one parameter for any number of values of one type: texts, numbers or bytes. */
export function among<Value extends string | number | Uint8Array>(values: Iterable<Value>): Expression<Value> {
  return new ExpressionWrapper<never, never, Value>(ListNode.create([...values]));
}

/** Writes lists of values for SQLite as one JSON text; bytes, which JSON has not, as hexadecimal digits. */
export class SqliteListCompiler extends SqliteQueryCompiler {
  protected override visitPrimitiveValueList(node: PrimitiveValueListNode): void {
    if (isRow(this.parentNode)) {
      super.visitPrimitiveValueList(node);
      return;
    }
    const isBytes = node.values[0] instanceof Uint8Array;
    this.append(`(select ${isBytes ? "unhex(value)" : "value"} from json_each(`);
    this.appendValue(
      JSON.stringify(
        isBytes ? node.values.map((each) => Buffer.from(each as Uint8Array).toString("hex")) : node.values,
      ),
    );
    this.append("))");
  }
}

/** Writes lists of values for PostgreSQL as one array. */
export class PostgresListCompiler extends PostgresQueryCompiler {
  protected override visitPrimitiveValueList(node: PrimitiveValueListNode): void {
    if (isRow(this.parentNode)) {
      super.visitPrimitiveValueList(node);
      return;
    }
    this.append("(select unnest(cast(");
    this.appendValue(node.values);
    this.append(` as ${arrayTypeOf(node.values[0])})))`);
  }
}

// The other place where Kysely has such a list: a row to insert.
const isRow = (parent: OperationNode | undefined): boolean => parent !== undefined && ValuesNode.is(parent);

function arrayTypeOf(first: unknown): string {
  if (first instanceof Uint8Array) return "bytea[]";
  return typeof first === "number" || typeof first === "bigint" ? "bigint[]" : "text[]";
}
