import { parseSync } from "vite";

/**
 * Every piece of text in a file of queries: names given to the query builder, templates of raw SQL, and literal types, for a table
 * may be a parameter. Imports and comments are none.
 */
export function listTexts(code: string): string[] {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    if (typeof node !== "object" || node === null || Array.isArray(node)) return;
    const { type, value } = node as { type?: string; value?: unknown };
    if (type === "ImportDeclaration") return;
    if (type === "Literal" && typeof value === "string") found.push(value);
    if (type === "TemplateElement") found.push((value as { cooked: string }).cooked);
    Object.values(node).forEach(walk);
  };
  const { program, errors } = parseSync("queries.ts", code);
  if (errors.length > 0) throw new Error(errors[0]!.message);
  walk(program);
  return found;
}

/** Tables, in the form of the database, that a file of queries names. */
export function listTables(code: string, tables: readonly string[]): string[] {
  const words = new Set(listTexts(code).flatMap((text) => text.match(/\w+/g) ?? []));
  return tables.filter((table) => words.has(table) || words.has(camelCase(table)));
}

const camelCase = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
