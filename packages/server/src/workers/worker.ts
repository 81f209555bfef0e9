import type { Config } from "../config/config.ts";
import { openServices } from "../open-services.ts";
import { serve } from "../serve.ts";
import type { Log } from "../services.ts";
import { createExchange } from "./exchange.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

/** One of several processes that answer on the one port. It seals and sends once it is told to, and ends with the first process. */
export async function runWorker(config: Config, log: Log, number: number): Promise<void> {
  const tell = (message: FromWorker): void => void (process.connected && process.send?.(message));
  const announceMail = (): void => tell({ say: "to-send" });
  const opened = await openServices({ config, log, sendsMail: false, announceMail });
  const { exchange, hear } = createExchange(number, tell);
  const serving = await serve(opened, { works: false, exchange });
  process.on("message", (message: ToWorker) => {
    if (message.say === "send") opened.sendMail();
    else if (message.say !== "work") hear(message);
    else
      serving.startWorking().catch((error: unknown) => {
        log.error({ reason: (error as Error).message }, "could not begin to seal and send");
        // Another takes it over.
        process.exit(1);
      });
  });
  tell({ say: "ready" });
}
