// RFC 4180: cells in quotes where they need them, CRLF behind each row.

/** Writes a row. A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
export function writeCsvRow(cells: readonly string[]): string {
  return `${cells.map(writeCell).join(",")}\r\n`;
}

const formula = /^'*[=+\-@\t\r]/;

function writeCell(cell: string): string {
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Reads one row, without its line end; undefined when its quotes are not closed or stand where none may. */
export function readCsvRow(row: string): string[] | undefined {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const found = cell.exec(row);
    if (!found) return undefined;
    const [, quoted, bare = "", end] = found;
    const text = quoted === undefined ? bare : quoted.replaceAll('""', '"');
    cells.push(formula.test(text) && text.startsWith("'") ? text.slice(1) : text);
    if (end === "") return cells;
  }
}
