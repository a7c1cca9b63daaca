/**
 * Runs at most `atOnce` pieces of work at the same time, and lets at most `waiting` others wait for their turn, in order;
 * gives undefined for any more, without doing it.
 */
export function waitingLine(
  atOnce: number,
  waiting: number,
): <T>(work: () => Promise<T>) => Promise<T> | undefined {
  let running = 0;
  const line: (() => void)[] = [];

  return (work) => {
    if (running < atOnce) {
      running += 1;
      return run(work);
    }
    if (line.length >= waiting) return undefined;
    return new Promise<void>((resolve) => line.push(resolve)).then(() => run(work));
  };

  async function run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }
}
