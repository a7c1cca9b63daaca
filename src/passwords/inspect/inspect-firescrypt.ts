import { checkScrypt } from '../check-scrypt.ts';
import { explained } from '../explained.ts';
import { readFirescrypt } from '../read-firescrypt.ts';
import { hexadecimalField } from './hexadecimal-field.ts';
import type { Fault, Notes } from './inspection.ts';
import { matchesAnything } from './matches-anything.ts';
import { noteScryptMemory } from './scrypt-memory.ts';
import { noteShortDigest } from './short-digest.ts';

/** Firebase's scrypt: the hash is the encrypted signer key, and so has its length. */
export function inspectFirescrypt(hash: string, notes: Notes): Fault | undefined {
  const { logarithm, parameters, decode } = readFirescrypt(hash);
  notes.parameters = { ln: logarithm, r: parameters.block, p: parameters.parallelization };
  const { salt, digest, separator, signerKey } = decode();
  Object.assign(notes.parameters, {
    'salt-bytes': salt.length,
    'digest-bytes': digest.length,
    'separator-bytes': separator.length,
    'signer-key-bytes': signerKey.length,
  });
  explained(noLogarithm, () => checkScrypt(parameters));
  if (digest.length !== signerKey.length) return otherLength(digest.length, signerKey.length);
  if (digest.length === 0) return matchesAnything('There is neither a hash nor a signer key');
  noteScryptMemory(parameters, notes);
  noteShortDigest(digest, notes);
  return hexadecimalField({ salt, hash: digest, 'signer key': signerKey });
}

const noLogarithm = {
  reason: 'In firescrypt ln is the logarithm of N, from 1 to 31: 14, not 16384.',
  advice: "Write the project's mem_cost after ln=.",
};

function otherLength(digest: number, signerKey: number): Fault {
  return {
    code: 'impossible-digest',
    reason: `The hash has ${digest} bytes and the signer key ${signerKey}; in Firebase both have 64, and the same number always.`,
    advice:
      'Look whether hash, salt separator and signer key stand in this order, or convert it anew from the export: idp password convert --from firebase.',
  };
}
