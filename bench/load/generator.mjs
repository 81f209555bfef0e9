// The load: a process of its own, so that what it costs is not the server's.
import { answerMessages } from "../processes.mjs";
import { openConnection } from "./connection.mjs";
import { countFor } from "./count.mjs";
import { scenarios } from "./scenarios.mjs";

answerMessages(async ({ scenario, options, connections, beside, ...window }) => {
  const other = beside && (await startBeside(beside));
  const work = scenarios[scenario](options);
  const opened = await Promise.all(Array.from({ length: connections }, () => openConnection(options.port)));
  try {
    const counted = await countFor(
      opened.map((connection) => () => work(connection)),
      window,
    );
    return { ...counted, wrong: counted.wrong + ((await other?.stop()) ?? 0) };
  } finally {
    for (const connection of opened) connection.close();
  }
});

/** Something else at the same time, so often a second. Stopping it answers how many answers were wrong. */
async function startBeside({ scenario, options, perSecond }) {
  const work = scenarios[scenario](options);
  const connection = await openConnection(options.port);
  let wrong = 0;
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(async () => {
      if (!(await work(connection))) wrong++;
    });
  }, 1000 / perSecond);
  return {
    async stop() {
      clearInterval(timer);
      await running;
      connection.close();
      return wrong;
    },
  };
}
