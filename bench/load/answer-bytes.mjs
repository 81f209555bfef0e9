import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openConnection } from "./connection.mjs";

/** How long the server's answer to a session check is, headers included. */
export async function answerBytes(port, folder) {
  const [token] = readFileSync(join(folder, "tokens.txt"), "latin1").split("\n", 1);
  const connection = await openConnection(port);
  const { bytes } = await connection.exchange(
    `GET /v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: mortise=${token}\r\n\r\n`,
  );
  connection.close();
  return bytes;
}
