import { acceptDatabase } from "../audit/log/own-checkpoint.ts";
import { openForCommand } from "./open.ts";
import { type As, operatorOf, say } from "./operator.ts";

/** `mortise accept-database`: whoever restored a backup says that it is meant. */
export async function acceptDatabaseNow(options: As): Promise<void> {
  await openForCommand(
    async (services) => {
      const behind = await acceptDatabase(services, operatorOf(options));
      say(
        behind
          ? `Taken as it is: its log had ${behind.recorded} events, and has ${behind.found}. What happened in between is gone.`
          : "Nothing to do: the database is where its checkpoint says.",
      );
    },
    { takesAnyDatabase: true },
  );
}
