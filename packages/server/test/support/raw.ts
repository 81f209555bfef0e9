import { connect } from "node:net";

/** An answer as its bytes say it. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends bytes as they are, one for each character, and reads the one answer that comes before the connection ends: ask for that with `Connection: close`. */
export function sendRaw(url: string, lines: readonly string[], body = ""): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => {
      try {
        resolve(readAnswer(Buffer.concat(chunks).toString("latin1")));
      } catch (error) {
        reject(error);
      }
    });
    socket.write(Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`, "latin1"));
  });
}

function readAnswer(answer: string): RawAnswer {
  const end = answer.indexOf("\r\n\r\n");
  const [first = "", ...lines] = answer.slice(0, end).split("\r\n");
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]);
  if (!Number.isInteger(status)) throw new Error(`No answer: ${JSON.stringify(answer.slice(0, 200))}`);
  const headers = new Headers();
  for (const line of lines) headers.append(line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim());
  const rest = Buffer.from(answer.slice(end + 4), "latin1").toString();
  return { status, headers, text: headers.get("transfer-encoding") === "chunked" ? joinChunks(rest) : rest };
}

function joinChunks(rest: string): string {
  const size = Number.parseInt(rest, 16);
  if (!size) return "";
  const bytes = Buffer.from(rest.slice(rest.indexOf("\r\n") + 2));
  return bytes.subarray(0, size).toString() + joinChunks(bytes.subarray(size + 2).toString());
}
