/** Microseconds of one, by name, and how many answers were wrong. Each is given to all works, the first in turn. */
export async function alternate(given, works) {
  const names = Object.keys(works);
  const totals = Object.fromEntries(names.map((name) => [name, { microseconds: 0, wrong: 0 }]));
  for (const [at, each] of given.entries())
    for (const name of at % 2 === 0 ? names : names.toReversed()) {
      const start = performance.now();
      const right = await works[name](each);
      totals[name].microseconds += ((performance.now() - start) * 1000) / given.length;
      if (!right) totals[name].wrong++;
    }
  return totals;
}
