import { checkLog } from "../audit/log/check/report-check.ts";
import { CommandError } from "./command-error.ts";
import { opened } from "./open.ts";
import { say } from "./operator.ts";

/** `mortise check-log`: the nightly check, now. */
export const checkLogNow = opened(async (services) => {
  const { size, found } = await checkLog(services);
  if (found) throw new CommandError(`The log was altered: ${found.problem}.`);
  say(`${size} entries, all as they were sealed.`);
});
