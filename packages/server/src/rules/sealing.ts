/** How long new entries may wait for a checkpoint while more of them come in; ten seconds is what is promised. */
const longestWaitSeconds = 5;

/** Whether a checkpoint is due although there is more to seal. */
export function isCheckpointDue(lastAt: number, now: number): boolean {
  return now - lastAt >= longestWaitSeconds * 1000;
}
