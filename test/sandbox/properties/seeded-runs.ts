import { randomInt } from 'node:crypto';

export interface SeededRuns {
  readonly seed: number;
  readonly numRuns: number;
  /** Milliseconds, with room for the search for the shortest sequence that fails. */
  readonly timeLimit: number;
}

/**
 * How many sequences a property gets, and from which seed, which is printed: IDP_TEST_SEED repeats a run,
 * IDP_TEST_RUNS makes it longer. A failing property prints the seed again, with the shortest sequence that fails.
 */
export function seededRuns(
  name: string,
  defaultRuns: number,
  environment: NodeJS.ProcessEnv = process.env,
): SeededRuns {
  const seed = Number(environment['IDP_TEST_SEED'] ?? randomInt(2 ** 31));
  const numRuns = Number(environment['IDP_TEST_RUNS'] ?? defaultRuns);
  process.stdout.write(`${name}: IDP_TEST_SEED=${seed} IDP_TEST_RUNS=${numRuns}\n`);
  return { seed, numRuns, timeLimit: 60_000 + numRuns * 1000 };
}
