/** Posts JSON as a program that keeps its own token; `from` becomes the address the server throttles by. */
export function post(connection, path, body, from) {
  const text = JSON.stringify(body);
  return connection.exchange(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nMortise-Client: token\r\n` +
      `X-Forwarded-For: ${addressOf(from)}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}

// 100.64.0.0/10 is nobody's own.
function addressOf(number) {
  return `100.${64 + ((number >> 16) & 63)}.${(number >> 8) & 255}.${number & 255}`;
}
