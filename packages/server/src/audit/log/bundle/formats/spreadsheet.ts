import { type BundleLine, keepsOutline } from "../bundle-line.ts";
import { sentenceOf } from "../../../describe-event.ts";
import { readCsvRow, writeCsvRow } from "./csv.ts";
import { type BundleFormat, cutEnd } from "./format.ts";
import { readJson } from "./jsonl.ts";

const columns = [
  "at",
  "type",
  "what",
  "account",
  "actorKind",
  "actorId",
  "organization",
  "session",
  "request",
  "ip",
  "device",
  "place",
  "data",
  "id",
  "gone",
  "proof",
] as const;

const header = writeCsvRow(columns);

/** CSV for spreadsheets. The column `what` says it in words, for reading only; the last one holds the proof. */
export const spreadsheet: BundleFormat = {
  mediaType: "text/csv",
  fileEnding: "csv",
  header,
  write,
  read(text) {
    const cells = readCsvRow(text.replace(/\r?\n$/, ""));
    if (cells?.length !== columns.length) return undefined;
    return readJson(JSON.stringify(toLine(Object.fromEntries(columns.map((name, at) => [name, cells[at]])))));
  },
  withoutEnd: (text, end) => cutEnd(text, end, '}"\r\n', (json) => json.replaceAll('"', '""')),
};

const json = (value: unknown): string => (value === undefined || value === null ? "" : JSON.stringify(value));

function write(line: BundleLine): string {
  const { at, type, account, actor, organization, session, request, ip, device, place, data, id, gone, proof } = line;
  const what = type && data ? sentenceOf(type, data) : "";
  const cells = [at, type, what, account, actor?.kind, actor?.id, organization, session, request, ip, device];
  return writeCsvRow([...cells.map((cell) => cell ?? ""), json(place), json(data), id, gone ?? "", json(proof)]);
}

type Cells = Readonly<Record<string, string | undefined>>;

function toLine({ at, type, account, actorKind, actorId, place, data, id, gone, proof, ...cells }: Cells): unknown {
  const parse = (cell: string | undefined): unknown => {
    try {
      return cell ? (JSON.parse(cell) as unknown) : null;
    } catch {
      return undefined;
    }
  };
  const text = (cell: string | undefined): string | null => cell || null;
  const outline = {
    type,
    actor: { kind: actorKind, id: text(actorId) },
    account: text(account),
    organization: text(cells["organization"]),
    session: text(cells["session"]),
    request: text(cells["request"]),
  };
  const details = { ip: text(cells["ip"]), device: text(cells["device"]), place: parse(place), data: parse(data) };
  return {
    id,
    at,
    ...(gone && { gone }),
    ...(keepsOutline(gone as BundleLine["gone"]) && outline),
    ...(!gone && details),
    proof: parse(proof),
  };
}
