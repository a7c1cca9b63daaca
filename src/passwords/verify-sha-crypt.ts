import { isSameDigest } from './same-digest.ts';
import { shaCryptText } from './sha-crypt.ts';
import { malformedHash, type UnmatchableHashError } from './unmatchable-hash.ts';

/**
 * Compares with `$sha256-crypt$salt$digest` or `$sha256-crypt$rounds=N$salt$digest`, which are the `$5$` of crypt(3)
 * under another prefix, and sha512 the `$6$`. Unlike crypt(3), Kratos neither cuts the salt after 16 bytes nor
 * bounds the rounds.
 */
export async function verifyShaCrypt(password: Buffer, hash: string): Promise<boolean> {
  const [, prefix, ...fields] = hash.split('$');
  if (fields.length !== 2 && fields.length !== 3)
    throw refused('provided encoded hash has an invalid format');
  const [text = '', salt = '', parameters] = fields.toReversed();
  if (text === '')
    throw refused("provided encoded hash has a key value that can't be decoded: key has 0 bytes");
  const computed = await shaCryptText({
    algorithm: prefix === 'sha256-crypt' ? 'sha256' : 'sha512',
    password,
    salt: Buffer.from(salt),
    rounds: parameters === undefined ? 5000 : roundsOf(parameters),
  });
  return isSameDigest(Buffer.from(text), Buffer.from(computed));
}

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
    `provided encoded hash has an invalid option value: option 'rounds' has invalid value '${value}': strconv.ParseUint: parsing ${JSON.stringify(value)}: ${problem}`,
  );
}

function refused(message: string): UnmatchableHashError {
  return malformedHash(`shacrypt decode error: ${message}`);
}
