// A DNS server of one's own for the proof of a domain: it answers TXT questions from a table, and nothing else.
import { createSocket } from "node:dgram";

/** Starts it on a free port. `texts` maps a name, in lower case, to one text. */
export async function startDns(texts) {
  const socket = createSocket("udp4");
  socket.on("message", (question, { address, port }) => {
    const { name, end, type } = readQuestion(question);
    const text = type === 16 ? texts.get(name) : undefined;
    const head = Buffer.from(question.subarray(0, end));
    head.writeUInt16BE(text === undefined ? 0x8183 : 0x8180, 2);
    head.writeUInt16BE(text === undefined ? 0 : 1, 6);
    head.writeUInt32BE(0, 8);
    socket.send(text === undefined ? head : Buffer.concat([head, txtRecord(text)]), port, address);
  });
  await new Promise((done) => socket.bind(0, "127.0.0.1", done));
  return { at: `127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}

function readQuestion(message) {
  const labels = [];
  let at = 12;
  for (let length = message[at]; length > 0; length = message[at]) {
    labels.push(message.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join(".").toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function txtRecord(text) {
  const data = Buffer.concat([Buffer.of(text.length), Buffer.from(text)]);
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(16, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(1, 6);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([record, data]);
}
