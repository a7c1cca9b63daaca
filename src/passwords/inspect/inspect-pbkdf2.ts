import { readPbkdf2 } from '../read-pbkdf2.ts';
import { hexadecimalField } from './hexadecimal-field.ts';
import type { Fault, Notes } from './inspection.ts';
import { matchesAnything } from './matches-anything.ts';
import { noteShortDigest } from './short-digest.ts';

/** pbkdf2: what sha224 and sha384 mean elsewhere, Kratos does not compute. */
export function inspectPbkdf2(hash: string, notes: Notes): Fault | undefined {
  const { digest, algorithm, iterations, decode } = readPbkdf2(hash);
  notes.parameters = { digest: algorithm, iterations };
  const { salt, key } = decode();
  Object.assign(notes.parameters, { 'salt-bytes': salt.length, 'key-bytes': key.length });
  if (key.length === 0) return matchesAnything('There is no key after the salt');
  if (algorithm.startsWith('sha3-')) return madeWithSha2(digest);
  if (digest !== algorithm) {
    notes.cautions.push(
      'Kratos does not know its digest and computes sha256: it matches only if it was made with that.',
    );
  }
  if (salt.length === 32 && key.length === 512) notes.cautions.push(ofMongoose);
  if (iterations === 0) notes.cautions.push('It has no iterations (i=0); Kratos computes one.');
  noteShortDigest(key, notes);
  return hexadecimalField({ salt, key });
}

const ofMongoose =
  'If it is of passport-local-mongoose, its salt has to be the hexadecimal text of 64 characters and not these 32 bytes: idp password convert --from passport-local-mongoose.';

/** No other software is known to make PBKDF2 with SHA-3, and the text cannot tell one from the other. */
function madeWithSha2(digest: string): Fault {
  const bits = digest.slice(-3);
  return {
    code: 'improbable',
    reason: `To Kratos pbkdf2-${digest} is SHA3-${bits}, so that a hash made with SHA-${bits} of the SHA-2 family never matches, and nothing is known to make PBKDF2 with SHA-3.`,
    advice: 'If it was made with SHA-3 all the same, idp password verify tells so.',
    needsHook: true,
  };
}
