import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { malformedHash } from '../unmatchable-hash.ts';
import { base64Bytes } from './base64-bytes.ts';
import { type Compare, isEqual } from './compare.ts';
import { refuseRounds } from './refuse-long-work.ts';

/**
 * Reads `pbkdf2-sha2-384$<iterations>$<salt b64>$<hash b64>`, or 224: PBKDF2 with the SHA-2 that everybody means by these
 * numbers, and Kratos does not.
 */
export function readPbkdf2Sha2(hash: string): Compare {
  const [, bits, iterations = '', saltText = '', storedText] =
    /^pbkdf2-sha2-(224|384)\$(\d{1,10})\$([^$]*)\$([^$]+)$/.exec(hash) ?? [];
  if (bits === undefined || storedText === undefined) {
    throw malformedHash('it has not the parts pbkdf2-sha2-384$iterations$salt$hash');
  }
  const rounds = Number(iterations);
  if (rounds < 1 || rounds >= 2 ** 31) throw malformedHash('its iterations are none from 1 to 2147483647');
  refuseRounds(rounds);
  const salt = base64Bytes(saltText, 'salt');
  const stored = base64Bytes(storedText, 'digest');
  if (stored.length === 0) throw malformedHash('its digest is empty');
  return async (password) =>
    isEqual(stored, await derive(Buffer.from(password), salt, rounds, stored.length, `sha${bits}`));
}

const derive = promisify(pbkdf2);
