import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import type { TestServer } from "./test-server.ts";

/** What a person needs of a server that is a process of its own, with the machine's clock. */
export const asServer = (url: string): TestServer =>
  ({
    url,
    clock: { now: () => Date.now(), advance() {} },
    services: { config: { publicUrl: url } },
  }) as unknown as TestServer;

/** One connection, and so one worker: they are dealt out in turn. */
export interface Connection {
  readonly worker: number;
  get(path: string, headers?: Record<string, string>): Promise<number>;
  close(): void;
}

/** A connection to each of so many workers. */
export async function connectToEach(url: string, workers: number): Promise<readonly Connection[]> {
  const found = new Map<number, Connection>();
  while (found.size < workers) {
    const connection = await connect(url);
    if (found.has(connection.worker)) connection.close();
    else found.set(connection.worker, connection);
  }
  return [...found.values()].sort((a, b) => a.worker - b.worker);
}

async function connect(url: string): Promise<Connection> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const get = (path: string, headers: Record<string, string> = {}): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = request(url + path, { agent, headers }, (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      });
      sent.on("error", reject);
      sent.end();
    });
  const before = await countChecks(url);
  await get("/v1/session");
  const after = await countChecks(url);
  const worker = [...after].find(([number, count]) => count > (before.get(number) ?? 0))?.[0] ?? 0;
  return { worker, get, close: () => agent.destroy() };
}

/** How many session checks each worker has answered. */
export async function countChecks(url: string): Promise<ReadonlyMap<number, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.matchAll(/^mortise_worker_session_checks\{worker="(\d+)"\} (\d+)$/gm);
  return new Map([...lines].map(([, worker, count]) => [Number(worker), Number(count)]));
}

/** The processes a process has started. */
export function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
}
