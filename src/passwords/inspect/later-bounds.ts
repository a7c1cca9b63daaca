import { readArgon2 } from '../read-argon2.ts';
import { readBcrypt } from '../read-bcrypt.ts';
import { readFirescrypt } from '../read-firescrypt.ts';
import { readPbkdf2 } from '../read-pbkdf2.ts';
import { readScrypt } from '../read-scrypt.ts';
import type { HashFormat } from '../recognised-prefix.ts';
import type { Fault } from './inspection.ts';

/**
 * What releases after v26.2.0 find too much, at import and at login: the bounds of commit c52a99be2 of ory/kratos
 * (May 2026, hash/hash_limits.go), unchanged at the end of July 2026. They read these five formats at import already, so that
 * what cannot be read is refused there: this throws UnmatchableHashError for it. The others they accept as before.
 */
export function beyondLaterBounds(format: HashFormat, hash: string): Fault | undefined {
  return checks[format]?.(hash);
}

type Check = (hash: string) => Fault | undefined;

const checks: Partial<Record<HashFormat, Check>> = {
  bcrypt: (hash) => beyond('bcrypt', [['cost', readBcrypt(hash).cost, 4, 15]]),
  argon2id: checkArgon2Bounds,
  argon2i: checkArgon2Bounds,
  pbkdf2: (hash) => {
    const { iterations, decode } = readPbkdf2(hash);
    return beyond('pbkdf2', [['i', iterations, 1, 10_000_000]]) ?? readable(decode);
  },
  scrypt: (hash) => {
    const { parameters, decode } = readScrypt(hash);
    const { cost, block, parallelization } = parameters;
    return (
      beyond('scrypt', [
        ['ln', cost, 1, 131_072],
        ['r', block, 1, 8],
        ['p', parallelization, 1, 10],
      ]) ?? readable(decode)
    );
  },
  firescrypt: (hash) => {
    const { logarithm, parameters, decode } = readFirescrypt(hash);
    return (
      beyond('firescrypt', [
        ['ln', logarithm, 0, 17],
        ['r', parameters.block, 1, 8],
        ['p', parameters.parallelization, 1, 10],
      ]) ?? readable(decode)
    );
  },
};

function checkArgon2Bounds(hash: string): Fault | undefined {
  const { memory, passes, lanes, decode } = readArgon2(hash);
  return (
    beyond('argon2', [
      ['m', Number(memory), 1, 2 ** 20],
      ['t', passes, 1, 10],
      ['p', lanes, 1, 16],
    ]) ?? readable(decode)
  );
}

type Bound = readonly [parameter: string, value: number, least: number, most: number];

function beyond(format: string, bounds: readonly Bound[]): Fault | undefined {
  const broken = bounds.find(([, value, least, most]) => value < least || value > most);
  if (broken === undefined) return undefined;
  const [parameter, value, least, most] = broken;
  return {
    code: 'beyond-bounds',
    reason: `Releases of Kratos after v26.2.0 take ${format} with ${parameter} from ${least} to ${most} only, and it has ${value}.`,
    needsHook: true,
  };
}

function readable(decode: () => unknown): undefined {
  decode();
}
