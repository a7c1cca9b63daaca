import { createReadStream } from 'node:fs';
import type { SandboxContext } from '../context.ts';
import { makePeople } from './people.ts';
import { seededPassword } from './person-credentials.ts';
import { readSeedFile } from './read-seed-file.ts';
import { seedIdentities } from './seed-identities.ts';

/**
 * A file of identities, whose text may be given in pieces, or so many people that are made up from a random seed, a
 * whole number.
 */
export type Seed =
  | { readonly file: string; readonly chunks?: AsyncIterable<string> }
  | { readonly people: number; readonly randomSeed: number };

/**
 * Fills a sandbox that nobody uses yet, all or nothing, and returns in a sentence what it did and how to do it again.
 * Throws a SeedError that says what is wrong with the seed, and the signal's reason when it is aborted.
 */
export async function fill(
  context: SandboxContext,
  seed: Seed,
  options: { readonly signal: AbortSignal; readonly onProgress: (done: number) => void },
): Promise<string> {
  const rows =
    'file' in seed
      ? readSeedFile(seed.file, seed.chunks ?? textOf(seed.file, options.signal))
      : makePeople(context.schemas, seed.people, seed.randomSeed);
  const { created, known } = await seedIdentities(context, rows, options);
  const others = known === 0 ? '' : `; ${known} ${known === 1 ? 'was' : 'were'} there already`;
  if ('file' in seed) {
    return `seeded ${created} ${created === 1 ? 'identity' : 'identities'} of ${seed.file}${others}`;
  }
  const again = `--seed ${seed.people} --random-seed ${seed.randomSeed}`;
  const people = created === 1 ? 'person' : 'people';
  return `seeded ${created} ${people}${others} (random seed ${seed.randomSeed}; repeat with ${again}), password ${seededPassword}`;
}

function textOf(file: string, signal: AbortSignal): AsyncIterable<unknown> {
  return createReadStream(file, { encoding: 'utf8', signal });
}
