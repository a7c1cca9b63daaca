/**
 * Median milliseconds of each case. The cases take turns, so that a slow moment of the machine hits all of them;
 * the first `warmup` rounds fill caches and count for nothing.
 */
export function medianTimes(
  cases: Readonly<Record<string, () => void>>,
  rounds: { readonly warmup: number; readonly runs: number },
): Map<string, number> {
  const times = new Map(Object.keys(cases).map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds.warmup + rounds.runs; round += 1) {
    for (const [name, run] of Object.entries(cases)) {
      const started = performance.now();
      run();
      if (round >= rounds.warmup) times.get(name)?.push(performance.now() - started);
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

/** The one in the middle; NaN of none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
