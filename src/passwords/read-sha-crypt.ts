import { goQuote } from './go-quote.ts';
import type { CryptHash } from './read-md5-crypt.ts';
import { type Explanation, malformedHash, type UnmatchableHashError } from './unmatchable-hash.ts';

export interface ShaCryptHash extends CryptHash {
  algorithm: 'sha256' | 'sha512';
  /** Undefined where the hash does not say, which means 5,000. */
  rounds: number | undefined;
}

/** Reads `$sha256-crypt$salt$digest` or `$sha256-crypt$rounds=N$salt$digest`, or sha512. */
export function readShaCrypt(hash: string): ShaCryptHash {
  const [, prefix, ...fields] = hash.split('$');
  if (fields.length !== 2 && fields.length !== 3)
    throw refused('provided encoded hash has an invalid format', otherParts);
  const [digest = '', salt = '', parameters] = fields.toReversed();
  if (digest === '') {
    throw refused("provided encoded hash has a key value that can't be decoded: key has 0 bytes", otherParts);
  }
  return {
    algorithm: prefix === 'sha256-crypt' ? 'sha256' : 'sha512',
    rounds: parameters === undefined ? undefined : roundsOf(parameters),
    salt,
    digest,
  };
}

const otherParts: Explanation = {
  reason: 'It is neither $sha512-crypt$salt$digest nor $sha512-crypt$rounds=N$salt$digest.',
  advice: 'Take it anew from its source, and convert it with: idp password convert --from crypt.',
};

const otherRounds: Explanation = {
  reason: 'What stands before the salt is not rounds= and a number below 4294967296.',
  advice: 'Write rounds= and the number, or leave it out for 5,000.',
};

/** Of `rounds=N`, also several with commas between, of which the last counts. */
function roundsOf(parameters: string): number {
  if (parameters === '') throw refused("empty strings can't be decoded to parameters");
  const pairs = parameters.split(',').map((pair) => {
    const [key = '', ...rest] = pair.split('=');
    if (rest.length > 0) return { key, value: rest.join('=') };
    throw refused(`parameter pair '${pair}' is not properly encoded: does not contain kv separator '='`);
  });
  return pairs.map(({ key, value }) => roundsIn(key, value)).at(-1) ?? 0;
}

function roundsIn(key: string, value: string): number {
  if (key !== 'rounds') {
    throw refused(
      `provided encoded hash has an invalid option key: option '${key}' with value '${value}' is unknown`,
    );
  }
  const rounds = Number(value);
  const problem = !/^\d+$/.test(value)
    ? 'invalid syntax'
    : rounds >= 2 ** 32
      ? 'value out of range'
      : undefined;
  if (problem === undefined) return rounds;
  throw refused(
    `provided encoded hash has an invalid option value: option 'rounds' has invalid value '${value}': strconv.ParseUint: parsing ${goQuote(Buffer.from(value))}: ${problem}`,
  );
}

function refused(message: string, explanation: Explanation = otherRounds): UnmatchableHashError {
  return malformedHash(`shacrypt decode error: ${message}`, explanation);
}
