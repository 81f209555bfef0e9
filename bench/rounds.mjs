/**
 * Warms every leg up, then runs them in turn, round after round (A B C A B C …), so that whatever else the machine does
 * falls on all of them alike. A leg's `run` answers what `countFor` does.
 */
export async function runInterleaved(legs, { rounds, seconds, warmSeconds, progress }) {
  const results = Object.fromEntries(Object.keys(legs).map((name) => [name, emptyResult()]));
  for (const [name, run] of Object.entries(legs)) {
    progress(`warm-up: ${name}`);
    await run({ seconds: warmSeconds, leadSeconds: 0.1, round: 0 });
  }
  for (let round = 1; round <= rounds; round++)
    for (const [name, run] of Object.entries(legs)) {
      const counted = await run({ seconds, leadSeconds: 0.1, round });
      progress(`round ${round} of ${rounds}: ${name}, ${counted.perSecond.toFixed(1)} a second`);
      add(results[name], counted);
    }
  return results;
}

function emptyResult() {
  return { perSecond: [], loadCpu: [], serverCpu: [], databaseCpu: [], wrong: 0, finished: 0 };
}

function add(result, { perSecond, loadCpu, serverCpu, databaseCpu = null, wrong, finished }) {
  result.perSecond.push(perSecond);
  result.loadCpu.push(loadCpu);
  if (serverCpu !== null) result.serverCpu.push(serverCpu);
  if (databaseCpu !== null) result.databaseCpu.push(databaseCpu);
  result.wrong += wrong;
  result.finished += finished;
}

/** What makes a leg's number worthless: a wrong answer, or none at all. */
export function faultsOf(results) {
  return Object.entries(results).flatMap(([name, { wrong, finished }]) => [
    ...(wrong > 0 ? [`${name}: ${wrong} wrong answers`] : []),
    ...(finished === 0 ? [`${name}: nothing was finished`] : []),
  ]);
}
