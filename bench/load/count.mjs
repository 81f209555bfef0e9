import { readFileSync } from "node:fs";

/**
 * Repeats every lane's work, one after the other within a lane, and counts what was finished between the lead and the
 * end: at both edges of the window every lane is busy. `work` answers whether it did the right thing.
 */
export async function countFor(lanes, { seconds, leadSeconds, serverPid = process.pid, databasePid }) {
  const from = performance.now() + leadSeconds * 1000;
  const until = from + seconds * 1000;
  const state = { finished: 0, wrong: 0 };
  const cpu = measureCpu(leadSeconds, seconds, { serverPid, databasePid });
  await Promise.all(lanes.map((work) => runLane(work, from, until, state)));
  return { perSecond: state.finished / seconds, ...state, ...(await cpu) };
}

async function runLane(work, from, until, state) {
  for (let now = performance.now(); now < until;) {
    const right = await work();
    now = performance.now();
    if (!right) state.wrong++;
    else if (now >= from && now < until) state.finished++;
  }
}

// Shares of one core: whoever is near 1 is what limits the leg.
async function measureCpu(leadSeconds, seconds, { serverPid, databasePid }) {
  await new Promise((resolve) => setTimeout(resolve, leadSeconds * 1000));
  const [own, server, database] = [process.cpuUsage(), familyCpuSecondsOf(serverPid), familyCpuSecondsOf(databasePid)];
  const at = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const elapsed = (performance.now() - at) / 1000;
  const { user, system } = process.cpuUsage(own);
  const share = (pid, before) => (before === null ? null : (familyCpuSecondsOf(pid) - before) / elapsed);
  return {
    loadCpu: (user + system) / 1e6 / elapsed,
    serverCpu: share(serverPid, server),
    databaseCpu: share(databasePid, database),
  };
}

/** What a process and its children have worked, with those that have ended; null where the system does not tell. */
export function familyCpuSecondsOf(pid) {
  if (pid === undefined) return null;
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
    const [, , ...ended] = timesOf(pid);
    return [...children.map(cpuSecondsOf), cpuSecondsOf(pid), ...ended].reduce((sum, each) => sum + each, 0);
  } catch {
    return cpuSecondsOf(pid);
  }
}

/** What a process has worked. Ticks of 10 ms on every Linux in use; elsewhere unknown. */
export function cpuSecondsOf(pid) {
  try {
    const [user, system] = timesOf(pid);
    return user + system;
  } catch {
    return null;
  }
}

// Its own time in user and system mode, then that of its children that have ended.
function timesOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return fields.slice(11, 15).map((ticks) => Number(ticks) / 100);
}
