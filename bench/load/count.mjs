import { readFileSync } from "node:fs";

/**
 * Repeats every lane's work, one after the other within a lane, and counts what was finished between the lead and the
 * end: at both edges of the window every lane is busy. `work` answers whether it did the right thing.
 */
export async function countFor(lanes, { seconds, leadSeconds, serverPid = process.pid }) {
  const from = performance.now() + leadSeconds * 1000;
  const until = from + seconds * 1000;
  const state = { finished: 0, wrong: 0 };
  const cpu = measureCpu(leadSeconds, seconds, serverPid);
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
async function measureCpu(leadSeconds, seconds, serverPid) {
  await new Promise((resolve) => setTimeout(resolve, leadSeconds * 1000));
  const [own, server, at] = [process.cpuUsage(), cpuSecondsOf(serverPid), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const elapsed = (performance.now() - at) / 1000;
  const { user, system } = process.cpuUsage(own);
  return {
    loadCpu: (user + system) / 1e6 / elapsed,
    serverCpu: server === null ? null : (cpuSecondsOf(serverPid) - server) / elapsed,
  };
}

/** What a process has worked. Ticks of 10 ms on every Linux in use; elsewhere unknown. */
export function cpuSecondsOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}
