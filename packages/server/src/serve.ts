import type { Server } from "node:http";
import { assemble } from "./assemble.ts";
import type { Config } from "./config/config.ts";
import type { MetricsExchange } from "./http/metrics.ts";
import { installLastResort } from "./last-resort.ts";
import { keepUp, startMaintenance } from "./maintenance.ts";
import type { OpenedServices } from "./open-services.ts";

/** How long an orderly end takes at most. */
export const stopSeconds = 5;

/** A process that answers. */
export interface Serving {
  /** Seals, sends and tidies up from now on. */
  startWorking(): Promise<void>;
}

/** Listens, and ends cleanly when it is told to. Who only answers does for itself what each process must. */
export async function serve(
  opened: OpenedServices,
  { works, exchange }: { readonly works: boolean; readonly exchange?: MetricsExchange | undefined },
): Promise<Serving> {
  const { services } = opened;
  const { config, log } = services;
  const mortise = assemble(opened, { maintains: works, exchange });
  let tidying = works ? undefined : startMaintenance(services, keepUp);
  const server = mortise.createServer();
  await listen(server, config);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    const tidied = tidying?.stop();
    // Neither a request nor a receiver that never ends keeps the server from ending: what is cut off then was promised to nobody.
    setTimeout(() => server.closeAllConnections(), stopSeconds * 800).unref();
    setTimeout(() => process.exit(), stopSeconds * 1000).unref();
    void opened.stopWorking();
    server.close(
      () =>
        void Promise.resolve(tidied)
          .then(() => mortise.close())
          .then(() => process.exit()),
    );
    server.closeIdleConnections();
  };
  installLastResort(log, stop);
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return {
    async startWorking() {
      if (stopping) return;
      await tidying?.stop();
      tidying = startMaintenance(services);
      await opened.startWorking();
    },
  };
}

/** So many connections wait to be taken; of those beyond, a caller hears nothing and tries again after a second. The system may hold it to fewer. */
const backlog = 4096;

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, backlog }, resolve);
  });
}
