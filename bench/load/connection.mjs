import { connect } from "node:net";

/**
 * One keep-alive connection with one request in flight, on a bare socket: a full HTTP client would cost more than the
 * servers it measures.
 */
export function openConnection(port) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let received = "";
    let waiting;
    const fail = (error) => (waiting ? waiting.reject(error) : reject(error));
    socket.once("connect", () => resolve({ exchange, close: () => socket.destroy() }));
    socket.on("error", fail);
    socket.on("close", () => fail(new Error("The server closed the connection.")));
    socket.on("data", (chunk) => {
      received = received ? received + chunk.latin1Slice() : chunk.latin1Slice();
      const answer = readAnswer(received);
      if (!answer || !waiting) return;
      const { resolve: answered } = waiting;
      waiting = undefined;
      received = "";
      answered(answer);
    });
    function exchange(request) {
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request, "latin1");
      });
    }
  });
}

// Bodies are read as Latin-1, so that a character is a byte; what is looked for in them is ASCII.
function readAnswer(text) {
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const head = text.slice(0, headEnd);
  const length = /\r\ncontent-length: (\d+)/i.exec(head);
  const chunked = !length && /\r\ntransfer-encoding: chunked/i.test(head);
  const end = length ? headEnd + 4 + Number(length[1]) : text.length;
  if (length ? text.length < end : chunked && !text.endsWith("\r\n0\r\n\r\n")) return undefined;
  return { status: Number(text.slice(9, 12)), body: text.slice(headEnd + 4, end), bytes: end };
}
