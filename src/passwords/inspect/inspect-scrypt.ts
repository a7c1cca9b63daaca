import { checkScrypt } from '../check-scrypt.ts';
import { explained } from '../explained.ts';
import { readScrypt } from '../read-scrypt.ts';
import { type Explanation, UnmatchableHashError } from '../unmatchable-hash.ts';
import { hexadecimalField } from './hexadecimal-field.ts';
import type { Fault, Notes } from './inspection.ts';
import { matchesAnything } from './matches-anything.ts';
import { noteScryptMemory } from './scrypt-memory.ts';
import { noteShortDigest } from './short-digest.ts';

/** scrypt: a small `ln` is the logarithm of the PHC string format, which Kratos takes for N itself. */
export function inspectScrypt(hash: string, notes: Notes): Fault | undefined {
  const { parameters, decode } = readScrypt(hash);
  const { cost, block, parallelization } = parameters;
  notes.parameters = { n: cost, r: block, p: parallelization };
  const logarithm = isLikeLogarithm(cost) ? asLogarithm(cost) : undefined;
  const { salt, key } = decodeAlso(decode, logarithm);
  Object.assign(notes.parameters, { 'salt-bytes': salt.length, 'key-bytes': key.length });
  explained(logarithm ?? notPowerOf2, () => checkScrypt(parameters));
  if (key.length === 0) return matchesAnything('There is no key after the salt');
  if (logarithm !== undefined) return { code: 'improbable', ...logarithm };
  if (cost < 5) notes.cautions.push(`Its N is ${cost}, which protects nothing.`);
  noteScryptMemory(parameters, notes);
  noteShortDigest(key, notes);
  return hexadecimalField({ salt, key });
}

/** As logarithms those above 31 fit into no memory, and those below 5 are for tests. As N itself only 8 and 16 are possible, and nobody has them. */
function isLikeLogarithm(cost: number): boolean {
  return cost >= 5 && cost <= 31;
}

function asLogarithm(cost: number): Explanation {
  const n = 2 ** cost;
  return {
    reason: `ln=${cost} looks like the logarithm of N, as the PHC string format has it; to Kratos ln is N itself: ${n}, not ${cost}.`,
    advice: `Write ln=${n}, with salt and key in padded base64, or convert it with: idp password convert --from passlib.`,
  };
}

const notPowerOf2: Explanation = {
  reason: 'Its N (ln) is not a power of 2.',
  advice: 'Take it anew from its source; ln is N itself, such as 16384.',
};

function decodeAlso<T>(decode: () => T, logarithm: Explanation | undefined): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof UnmatchableHashError && logarithm !== undefined) {
      const { reason = '' } = error.explanation ?? {};
      error.explanation = { ...logarithm, reason: `${logarithm.reason} Besides: ${reason}` };
    }
    throw error;
  }
}
