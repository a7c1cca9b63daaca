import { checkArgon2 } from '../check-argon2.ts';
import { type Argon2Hash, readArgon2 } from '../read-argon2.ts';
import { hexadecimalField } from './hexadecimal-field.ts';
import type { Fault, Notes } from './inspection.ts';
import { noteShortDigest } from './short-digest.ts';

/** argon2id and argon2i: whatever Kratos can read and does not crash on can match. */
export function inspectArgon2(hash: string, notes: Notes): Fault | undefined {
  const { decode, ...argon2 } = readArgon2(hash);
  const { variant, memory, passes, lanes } = argon2;
  notes.parameters = { variant, version: 19, 'memory-kib': Number(memory), passes, lanes };
  const { salt, digest } = decode();
  Object.assign(notes.parameters, { 'salt-bytes': salt.length, 'digest-bytes': digest.length });
  checkArgon2(passes, lanes, digest);
  notes.cautions.push(...cautionsOf(argon2));
  if (salt.length < 8) {
    notes.cautions.push(
      'Its salt is shorter than the 8 bytes that argon2 asks for; Kratos computes it all the same.',
    );
  }
  noteShortDigest(digest, notes);
  return hexadecimalField({ salt, digest });
}

function cautionsOf({ memory, lanes, parameters }: Omit<Argon2Hash, 'decode'>): string[] {
  const cautions: string[] = [];
  if (/,(?:keyid|data)=/.test(parameters)) {
    cautions.push(
      'Kratos ignores keyid and data: if a secret key or associated data went into the digest, no password matches.',
    );
  }
  if (memory >= 2n ** 32n) {
    cautions.push('Its memory is beyond 32 bits, of which Kratos takes the lower ones.');
  } else if (memory < 8 * lanes) {
    cautions.push(
      'It has less memory than the 8 KiB a lane that argon2 asks for; Kratos computes it with that much.',
    );
  } else if (memory > 2n ** 21n) {
    cautions.push(`Every login takes ${(Number(memory) / 2 ** 20).toFixed(1)} GiB of memory in Kratos.`);
  }
  return cautions;
}
