import { tokenOf } from "../seed/ids.mjs";

// What the sessions were opened with: in other hands they would be put on hold.
export const browser =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

const headOf = (number) =>
  `User-Agent: ${browser}\r\nX-Forwarded-For: 10.0.${number & 255}.1\r\nCookie: mortise=${tokenOf(number)}\r\n`;

/** What somebody with a session asks: the request, and whether an answer is the right one. */
export const asked = {
  history: (port, number) => ({
    request: `GET /v1/account/history?limit=20 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headOf(number)}\r\n`,
    isRight: ({ status, body }) => status === 200 && JSON.parse(body).items.length === 20,
  }),
  rename: (port, number, count) => {
    const text = JSON.stringify({ name: `Person ${count}` });
    return {
      request:
        `PATCH /v1/account HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://localhost:${port}\r\n${headOf(number)}` +
        `Content-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
      isRight: ({ status }) => status === 200,
    };
  },
};

/** Whole requests of random people, one after the other: microseconds of each, and how many were answered wrongly. */
export async function timeRequests({ connection, port, what, times, people }) {
  const found = { microseconds: [], wrong: 0 };
  for (let count = 0; count < times; count++) {
    const { request, isRight } = asked[what](port, Math.floor(Math.random() * people), count);
    const started = performance.now();
    const answer = await connection.exchange(request);
    found.microseconds.push((performance.now() - started) * 1000);
    if (!isRight(answer)) found.wrong++;
  }
  return found;
}
