import { malformedHash } from '../unmatchable-hash.ts';
import { base64Bytes } from './base64-bytes.ts';
import { type Compare, isEqual } from './compare.ts';
import { digestLength } from './digest-length.ts';
import { readRounds, repeatedDigest } from './repeated-digest.ts';

/**
 * Reads `symfony$<digest>$<iterations>$<salt b64>$<hash b64>`, which is what Symfony's MessageDigestPasswordHasher
 * computes (5000 iterations of sha512 unless configured): the digest of `password{salt}`, then of the digest and that
 * again. Without a salt there are no braces. Passwords above 4096 bytes are refused.
 */
export function readSymfony(hash: string): Compare {
  const [, digest = '', iterations = '', saltText = '', storedText, ...excess] = hash.split('$');
  if (storedText === undefined || excess.length > 0) {
    throw malformedHash('it has not the parts symfony$digest$iterations$salt$hash');
  }
  const length = digestLength(digest);
  const rounds = readRounds(iterations);
  const salt = base64Bytes(saltText, 'salt');
  const stored = base64Bytes(storedText, 'digest');
  if (stored.length !== length) throw malformedHash(`its digest has not the ${length} bytes of ${digest}`);
  const braced = salt.length === 0 ? salt : Buffer.concat([Buffer.from('{'), salt, Buffer.from('}')]);
  return async (password) => {
    const bytes = Buffer.from(password);
    if (bytes.length > 4096) return false;
    const salted = Buffer.concat([bytes, braced]);
    return isEqual(
      stored,
      await repeatedDigest(digest, rounds, salted, (last) => Buffer.concat([last, salted])),
    );
  };
}
