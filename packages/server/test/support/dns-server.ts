import { createSocket } from "node:dgram";

/** What a name has. Several texts are several records; a text made of parts is one record of them. */
export interface DnsRecords {
  readonly txt?: readonly (string | readonly string[])[];
  readonly a?: readonly string[];
  readonly aaaa?: readonly string[];
  /** A trouble instead: no answer at all, or SERVFAIL. */
  readonly trouble?: "silent" | "failing";
}

/** A DNS server of a test: answers TXT, A and AAAA from a table that the test changes. Names are lower case. */
export interface DnsServer {
  /** For MORTISE_DNS_SERVERS. */
  readonly at: string;
  readonly table: Map<string, DnsRecords>;
  /** Questions so far, as `TXT _mortise.acme.example`. */
  readonly asked: string[];
  close(): Promise<void>;
}

const types = new Map([
  [1, "a"],
  [28, "aaaa"],
  [16, "txt"],
] as const);
const [noError, serverFailure, nameUnknown] = [0, 2, 3];

export async function startDnsServer(): Promise<DnsServer> {
  const socket = createSocket("udp4");
  const table = new Map<string, DnsRecords>();
  const asked: string[] = [];
  socket.on("message", (message, peer) => {
    const { name, end, type } = readQuestion(message);
    const kind = types.get(type as 1);
    asked.push(`${kind?.toUpperCase() ?? type} ${name}`);
    const records = table.get(name);
    if (records?.trouble === "silent") return;
    const answers = kind && records ? listAnswers(records, kind) : [];
    const code = records?.trouble === "failing" ? serverFailure : records ? noError : nameUnknown;
    const head = Buffer.alloc(12);
    message.copy(head, 0, 0, 2);
    head.writeUInt16BE(0x8180 | code, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(answers.length, 6);
    const sections = answers.map((data) => {
      const record = Buffer.alloc(12);
      record.writeUInt16BE(0xc00c, 0);
      record.writeUInt16BE(type, 2);
      record.writeUInt16BE(1, 4);
      record.writeUInt16BE(data.length, 10);
      return Buffer.concat([record, data]);
    });
    socket.send(Buffer.concat([head, message.subarray(12, end), ...sections]), peer.port, peer.address);
  });
  await new Promise<void>((resolve) => void socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  const close = (): Promise<void> => new Promise((resolve) => void socket.close(() => resolve()));
  return { at: `127.0.0.1:${port}`, table, asked, close };
}

function readQuestion(message: Buffer): { name: string; end: number; type: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at]!; length > 0; length = message[at]!) {
    labels.push(message.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), end: at + 5, type: message.readUInt16BE(at + 1) };
}

function listAnswers({ a = [], aaaa = [], txt = [] }: DnsRecords, kind: "a" | "aaaa" | "txt"): Buffer[] {
  if (kind === "a") return a.map((address) => Buffer.from(address.split(".").map(Number)));
  if (kind === "aaaa") return aaaa.map(writeVersion6);
  return txt.map((text) =>
    Buffer.concat(
      [text].flat().map((part) => Buffer.concat([Buffer.from([Buffer.byteLength(part)]), Buffer.from(part)])),
    ),
  );
}

function writeVersion6(address: string): Buffer {
  const [before = [], after = []] = address.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
  return Buffer.from(groups.map((group) => group.padStart(4, "0")).join(""), "hex");
}
