import { type Conversion, nothing, withCaution } from './conversion.ts';
import { unpaddedBase64 } from './encoded-bytes.ts';
import { readBase64, readCount, readHashText } from './read-field.ts';
import { orRefused, refuse } from './refused-hash.ts';
import { toHook } from './to-hook.ts';
import { toKratos } from './to-kratos.ts';
import { writeArgon2 } from './write-kratos-hash.ts';

/**
 * An argon2 hash in PHC string format (github.com/P-H-C/phc-string-format), with padding or without. argon2d and
 * version 16 (1.0, also where `v=` is missing) are for the hook: Kratos knows neither.
 */
export function convertArgon2(text: string): Conversion {
  return orRefused(() => {
    const hash = readHashText(text);
    if (hash === '') return nothing('the hash is empty');
    const match = /^\$(argon2(?:id|i|d))\$(?:v=(\d+)\$)?([^$]*)\$([^$]*)\$([^$]*)$/.exec(hash);
    if (match === null)
      return refuse('it is no argon2 hash: $argon2id$v=19$m=…,t=…,p=…$salt$digest is expected');
    const [, variant = '', version, parameters = '', salt, digest] = match;
    const conversion = convertArgon2Parts({
      variant,
      version: Number(version ?? 16),
      ...readParameters(parameters),
      salt: readBase64(salt, 'the salt'),
      digest: readBase64(digest, 'the digest'),
    });
    if (version !== undefined || conversion.to !== 'hook') return conversion;
    return withCaution(
      conversion,
      'it names no version, which means 16: if it is of 19 all the same, put $v=19 before the parameters',
    );
  });
}

export interface ForeignArgon2 {
  variant: string;
  /** 16 or 19, the 0x10 and 0x13 of the specification. */
  version: number;
  memory: number;
  passes: number;
  lanes: number;
  salt: Buffer;
  digest: Buffer;
}

/** Throws RefusedHashError for a variant or a version that does not exist, or a digest that is cut off. */
export function convertArgon2Parts(parts: ForeignArgon2): Conversion {
  const { variant, version, memory, passes, lanes, salt, digest } = parts;
  if (digest.length < shortestDigest) refuse(`the digest has ${digest.length} bytes: it is cut off`);
  if (version !== 19 && version !== 16) refuse('there is no such version of argon2: v=19 and v=16 exist');
  if (version === 19 && (variant === 'argon2id' || variant === 'argon2i')) {
    return toKratos(writeArgon2({ variant, memory, passes, lanes, salt, digest }));
  }
  const parameters = `m=${memory},t=${passes},p=${lanes}`;
  const text = `$${variant}$v=${version}$${parameters}$${unpaddedBase64(salt)}$${unpaddedBase64(digest)}`;
  const what = variant === 'argon2d' ? 'argon2d' : 'argon2 of version 16';
  return toHook('argon2', text, `Kratos cannot compute ${what}`);
}

const shortestDigest = 12;

function readParameters(text: string): { memory: number; passes: number; lanes: number } {
  const values = new Map(text.split(',').map((pair) => readPair(pair)));
  for (const name of values.keys()) {
    if (!/^[mtp]$/.test(name)) {
      refuse(
        `argon2 with the parameter ${name === 'keyid' || name === 'data' ? name : 'beyond m, t and p'} cannot be verified by Kratos nor by the hook`,
      );
    }
  }
  return {
    memory: readCount(values.get('m'), 'm', { least: 1, most: 2 ** 32 - 1 }),
    passes: readCount(values.get('t'), 't', { least: 1, most: 2 ** 32 - 1 }),
    lanes: readCount(values.get('p'), 'p', { least: 1, most: 255 }),
  };
}

function readPair(pair: string): [string, string] {
  const [name = '', value = ''] = pair.split('=');
  return [name, value];
}
