import { explained } from './explained.ts';
import { hashFields } from './hash-fields.ts';
import { readBase64 } from './read-base64.ts';
import { scanNumbers } from './scan-parameters.ts';
import { type Explanation, malformedHash } from './unmatchable-hash.ts';

export interface Argon2Hash {
  /** `argon2id` or `argon2i` */
  variant: string;
  /** In KiB, as it is written; Kratos computes with the lower 32 bits. */
  memory: bigint;
  passes: number;
  lanes: number;
  /** The parameters as text. Kratos ignores what follows the last it knows, such as `keyid`. */
  parameters: string;
  decode: () => { salt: Buffer; digest: Buffer };
}

/** Reads `$argon2id$v=19$m=KiB,t=passes,p=lanes$salt$digest`, or argon2i, base64 without padding. */
export function readArgon2(hash: string): Argon2Hash {
  const [, variant = '', version = '', parameters = '', salt = '', digest = ''] = hashFields(
    hash,
    6,
    /^\$argon2id?\$m=/.test(hash) ? withoutVersion : otherParts,
  );
  const [number] = explained(otherParts, () => scanNumbers(version, [['v', 'signed']]));
  if (number !== 19n) throw malformedHash('incompatible version of argon2', otherVersion);
  const [memory = 0n, passes, lanes] = explained(otherParameters, () =>
    scanNumbers(parameters, [
      ['m', 64],
      ['t', 32],
      ['p', 8],
    ]),
  );
  return {
    variant,
    memory,
    passes: Number(passes),
    lanes: Number(lanes),
    parameters,
    decode: () => ({
      salt: readBase64(salt, { name: 'salt', padded: false, converter: 'argon2' }),
      digest: readBase64(digest, { name: 'digest', padded: false, converter: 'argon2' }),
    }),
  };
}

const form = '$argon2id$v=19$m=65536,t=3,p=4$salt$digest';

const otherParts: Explanation = {
  reason: `Its parts are not those of ${form}.`,
  advice: 'Take it anew from its source, or bring it into that form.',
};

const withoutVersion: Explanation = {
  reason: 'It names no version, which means version 1.0 of argon2 (v=16); Kratos computes 1.3 (v=19) only.',
  advice: 'If it was made by version 1.3 all the same, put v=19$ before its parameters.',
  needsHook: true,
};

const otherVersion: Explanation = {
  reason: 'It is of another version of argon2 than 1.3 (v=19), which is the only one that Kratos computes.',
  needsHook: true,
};

const otherParameters: Explanation = {
  reason: 'Its parameters are not m=…,t=…,p=…, in this order, p up to 255.',
  advice:
    'Put them in this order, with nothing before them. Or convert it with: idp password convert --from argon2.',
};
