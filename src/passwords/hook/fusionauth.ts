import { malformedHash } from '../unmatchable-hash.ts';
import { base64Bytes } from './base64-bytes.ts';
import { type Compare, isEqual } from './compare.ts';
import { digestLength } from './digest-length.ts';
import { readRounds, repeatedDigest } from './repeated-digest.ts';

/**
 * Reads `salted-sha256$<factor>$<salt b64>$<hash b64>`, also salted-md5 and salted-sha512: the digest of password and
 * salt, then of the digest, `factor` times in all (FusionAuth's reference, "Password-Hashing Algorithms").
 */
export function readFusionauth(hash: string): Compare {
  const [, digest = '', factor = '', saltText = '', storedText] =
    /^salted-(md5|sha256|sha512)\$(\d+)\$([^$]*)\$([^$]+)$/.exec(hash) ?? [];
  if (storedText === undefined) throw malformedHash('it has not the parts salted-sha256$factor$salt$hash');
  const length = digestLength(digest);
  const rounds = readRounds(factor);
  const salt = base64Bytes(saltText, 'salt');
  const stored = base64Bytes(storedText, 'digest');
  if (stored.length !== length) throw malformedHash(`its digest has not the ${length} bytes of ${digest}`);
  return async (password) => {
    const first = Buffer.concat([Buffer.from(password), salt]);
    return isEqual(stored, await repeatedDigest(digest, rounds, first, (last) => last));
  };
}
