import { randomInt } from 'node:crypto';
import { IdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { printable } from '../../host/printable.ts';
import type { Seed } from '../../sandbox/seed/fill.ts';
import type { SandboxOptions } from '../../sandbox/start.ts';

export type SeedOptions = { readonly seed?: string; readonly randomSeed?: string };

/**
 * What --seed and --random-seed ask for: digits are a number of people, all else is a file, `-` standard input.
 * Undefined without --seed.
 * Fails with usage.
 */
export function readSeed({ seed, randomSeed }: SeedOptions): Seed | undefined {
  if (seed === undefined || seed === '') {
    if (seed === undefined && randomSeed === undefined) return undefined;
    throw usage('--seed needs a file of identities or a number of people.');
  }
  if (!/^[-+]?[\d_.,]*\d(e\d+)?$/i.test(seed)) {
    if (randomSeed === undefined) return { file: seed };
    throw usage('--random-seed goes with a number of people, not with a file.');
  }
  const people = wholeNumber(seed, mostPeople);
  if (people === undefined) {
    throw usage(`--seed must be a whole number from 0 to ${mostPeople} or the name of a file.`);
  }
  const random = randomSeed === undefined ? randomInt(1_000_000) : wholeNumber(randomSeed, mostRandom);
  if (random === undefined) throw usage(`--random-seed must be a whole number from 0 to ${mostRandom}.`);
  return { people, randomSeed: random };
}

/**
 * Fills a sandbox before it answers, telling standard error how far it is, every bad row, and what was done.
 * What it returns fails with usage for a bad seed, and with aborted when the signal ends it.
 */
export function seeding(
  seed: Seed,
  { stderr, readStdin }: Pick<Host, 'stderr' | 'readStdin'>,
  signal: AbortSignal,
): NonNullable<SandboxOptions['fill']> {
  return async (context) => {
    const { fill } = await import('../../sandbox/seed/fill.ts');
    const { SeedError } = await import('../../sandbox/seed/seed-error.ts');
    const of = 'file' in seed ? '' : ` of ${seed.people}`;
    const onProgress = (done: number): void => {
      if (done % progressEvery === 0) stderr.write(`seeding: ${done}${of}\n`);
    };
    try {
      stderr.write(
        `${printable(
          await fill(
            context,
            withStdin(seed, () => readStdin(signal)),
            { signal, onProgress },
          ),
        )}\n`,
      );
    } catch (error) {
      if (signal.aborted) {
        throw new IdpError('aborted', 'Interrupted while it was being seeded.', {
          hint: 'Nothing of the seed was kept: run it again.',
          cause: error,
        });
      }
      if (!(error instanceof SeedError)) throw error;
      stderr.write(
        error.problems
          .slice(0, mostProblems)
          .map((problem) => `${printable(problem)}\n`)
          .join(''),
      );
      const untold = error.problems.length - mostProblems;
      if (untold > 0) stderr.write(`… and ${untold} more\n`);
      throw usage(error.message, error);
    }
  };
}

function withStdin(seed: Seed, read: () => Promise<string>): Seed {
  if (!('file' in seed) || seed.file !== '-') return seed;
  return { file: 'standard input', chunks: once(read) };
}

async function* once(read: () => Promise<string>): AsyncGenerator<string> {
  yield await read();
}

const mostPeople = 1_000_000;
// What a 32-bit generator tells apart.
const mostRandom = 4_294_967_295;
const progressEvery = 10_000;
const mostProblems = 100;

function wholeNumber(text: string, most: number): number | undefined {
  return /^\d+$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}

function usage(message: string, cause?: Error): IdpError {
  return new IdpError('usage', message, {
    hint: 'docs/sandbox.md says what a seed may be; a file whose name is a number is written ./5.',
    ...(cause === undefined ? {} : { cause }),
  });
}
