// The load: a process of its own, so that what it costs is not the server's.
import { answerMessages } from "../processes.mjs";
import { openConnection } from "./connection.mjs";
import { countFor } from "./count.mjs";
import { scenarios } from "./scenarios.mjs";

answerMessages(async ({ scenario, options, connections, ...window }) => {
  const work = scenarios[scenario](options);
  const opened = await Promise.all(Array.from({ length: connections }, () => openConnection(options.port)));
  try {
    return await countFor(
      opened.map((connection) => () => work(connection)),
      window,
    );
  } finally {
    for (const connection of opened) connection.close();
  }
});
