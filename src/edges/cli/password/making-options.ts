import { IdpError } from '../../../errors/idp-error.ts';
import type { Argon2idCost } from '../../../passwords/hash-argon2id.ts';
import { algorithms } from './choices.ts';

export type MakingOptions = {
  readonly algorithm?: string;
  readonly cost?: string;
  readonly memory?: string;
  readonly iterations?: string;
  readonly parallelism?: string;
};

/** How a password is hashed. */
export type Making =
  | { readonly algorithm: 'bcrypt'; readonly cost: number }
  | ({ readonly algorithm: 'argon2id' } & Argon2idCost);

/**
 * bcrypt of cost 12, as the actions make it; of argon2id what RFC 9106 recommends where memory is limited. Fails with usage
 * where an option is out of its bounds or belongs to the other algorithm; no value is repeated.
 */
export function readMaking(options: MakingOptions): Making {
  const { algorithm = 'bcrypt', cost, memory, iterations, parallelism } = options;
  if (algorithm === 'bcrypt') {
    if ((memory ?? iterations ?? parallelism) !== undefined) {
      throw usage('--memory, --iterations and --parallelism go with --algorithm argon2id.');
    }
    return { algorithm, cost: wholeNumber('--cost', cost, { least: 4, most: 31, otherwise: 12 }) };
  }
  if (algorithm !== 'argon2id') throw usage(`--algorithm is one of ${algorithms.join(', ')}.`);
  if (cost !== undefined) throw usage('--cost goes with --algorithm bcrypt.');
  const lanes = wholeNumber('--parallelism', parallelism, { least: 1, most: 255, otherwise: 4 });
  const most = 2 ** 21;
  return {
    algorithm,
    lanes,
    memory: wholeNumber('--memory', memory, { least: 8 * lanes, most, otherwise: 65_536 }),
    passes: wholeNumber('--iterations', iterations, { least: 1, most: 1000, otherwise: 3 }),
  };
}

function wholeNumber(
  option: string,
  text: string | undefined,
  { least, most, otherwise }: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (/^\d{1,10}$/.test(text) && number >= least && number <= most) return number;
  throw usage(`${option} must be a whole number from ${least} to ${most}.`);
}

const usage = (message: string): IdpError =>
  new IdpError('usage', message, { hint: 'idp password make --help lists the options.' });
