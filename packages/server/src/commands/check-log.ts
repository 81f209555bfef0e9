import { checkLog } from "../audit/log/check/report-check.ts";
import { CommandError } from "./command-error.ts";
import { openForCommand } from "./open.ts";

/** `mortise check-log`: the nightly check, now. */
export function checkLogNow(): Promise<void> {
  return openForCommand(async (services) => {
    const { size, found } = await checkLog(services);
    if (found) throw new CommandError(`The log was altered: ${found.problem}.`);
    process.stdout.write(`${size} entries, all as they were sealed.\n`);
  });
}
