import { checkLog } from "../audit/log/check/report-check.ts";
import { CommandError } from "./command-error.ts";
import { opened } from "./open.ts";
import { say } from "./operator.ts";

/** `mortise check-log`: the nightly check, now. */
export const checkLogNow = opened(async (services) => {
  const { size, found, setBack } = await checkLog(services);
  if (found) {
    const what = found.mayBeClock ? "The clock moved unnoticed, or the log was altered" : "The log was altered";
    throw new CommandError(`${what}: ${found.problem}.`);
  }
  const clock =
    setBack === 0 ? "" : ` The clock moved: it was set back ${setBack === 1 ? "once" : `${setBack} times`}.`;
  say(`${size} entries, all as they were sealed.${clock}`);
});
