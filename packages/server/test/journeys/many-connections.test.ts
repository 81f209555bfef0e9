import { readFileSync } from "node:fs";
import { once, setMaxListeners } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { createDatabase } from "../support/databases.ts";
import { freePort, startProcess } from "../support/server-process.ts";

const connections = 1000;
/** Who is not let into the queue hears nothing, and asks again after 1, 3, 7 and 15 seconds. */
const patience = 30_000;

// A stopped server stands for one that is busy: it takes nobody, and what waits for it is the system's queue.
test("a thousand who come while a server is busy all wait in its queue", async () => {
  expect(Number(readFileSync("/proc/sys/net/core/somaxconn", "utf8"))).toBeGreaterThan(connections);
  const database = await createDatabase("sqlite");
  const port = await freePort();
  const server = await startProcess({ MORTISE_PORT: String(port), MORTISE_DATABASE_URL: database.url });
  const sockets: Socket[] = [];
  try {
    server.process.kill("SIGSTOP");
    for (let number = 0; number < connections; number++) sockets.push(connect(port, "localhost"));
    const signal = AbortSignal.timeout(patience);
    setMaxListeners(connections, signal);
    const came = await Promise.allSettled(sockets.map((socket) => once(socket, "connect", { signal })));
    expect(came.filter(({ status }) => status === "fulfilled")).toHaveLength(connections);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.process.kill("SIGCONT");
    await server.end("SIGTERM");
    await database.drop();
  }
});
