import { readMd5Crypt } from '../read-md5-crypt.ts';
import { readShaCrypt } from '../read-sha-crypt.ts';
import type { Fault, Notes } from './inspection.ts';

/** `$md5-crypt$`: the digest is compared as text, and crypt(3) has salts of 8 characters at most. */
export function inspectMd5Crypt(hash: string, notes: Notes): Fault | undefined {
  const { salt, digest } = readMd5Crypt(hash);
  notes.parameters = {
    rounds: 1000,
    'salt-bytes': Buffer.byteLength(salt),
    'digest-characters': digest.length,
  };
  noteSalt(salt, 8, notes);
  return digestFault(digest, md5Digest, 22);
}

/** `$sha256-crypt$` and `$sha512-crypt$`: crypt(3) has salts of 16 characters at most, and bounds the rounds. */
export function inspectShaCrypt(hash: string, notes: Notes): Fault | undefined {
  const { algorithm, salt, digest, rounds = 5000 } = readShaCrypt(hash);
  notes.parameters = { rounds, 'salt-bytes': Buffer.byteLength(salt), 'digest-characters': digest.length };
  noteSalt(salt, 16, notes);
  if (rounds < 1000 || rounds > 999_999_999) {
    notes.cautions.push(
      'crypt(3) computes 1,000 to 999,999,999 rounds whatever is written, and Kratos as many as are: a hash of crypt(3) with this number never matches.',
    );
  }
  return algorithm === 'sha256'
    ? digestFault(digest, sha256Digest, 43)
    : digestFault(digest, sha512Digest, 86);
}

// The last character has the bits that are left over: 2 of 16 and of 64 bytes, 4 of 32.
const md5Digest = /^[./0-9A-Za-z]{21}[./01]$/;
const sha256Digest = /^[./0-9A-Za-z]{42}[./0-9A-D]$/;
const sha512Digest = /^[./0-9A-Za-z]{85}[./01]$/;

function noteSalt(salt: string, longest: number, { cautions }: Notes): void {
  if (Buffer.byteLength(salt) <= longest) return;
  cautions.push(
    `crypt(3) uses ${longest} bytes of a salt, and Kratos all of it: a hash of crypt(3) with this salt never matches.`,
  );
}

function digestFault(digest: string, form: RegExp, length: number): Fault | undefined {
  if (form.test(digest)) return undefined;
  return {
    code: 'impossible-digest',
    reason: /[\s\u0085]$/.test(digest)
      ? 'White space or a line end follows the digest, and Kratos compares that too.'
      : `The digest is none that crypt(3) writes, which has ${length} characters of ./0-9A-Za-z.`,
    advice: 'Remove what does not belong to it, or take it anew from its source.',
  };
}
