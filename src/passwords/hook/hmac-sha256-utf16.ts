import { createHmac } from 'node:crypto';
import { malformedHash } from '../unmatchable-hash.ts';
import { base64Bytes } from './base64-bytes.ts';
import { type Compare, isEqual } from './compare.ts';

/** Reads `hmac-sha256-utf16$<key b64>$<hash b64>`: the HMAC of the password in UTF-16LE, which is how .NET sees a text. */
export function readHmacSha256Utf16(hash: string): Compare {
  const [, keyText = '', storedText, ...excess] = hash.split('$');
  if (storedText === undefined || excess.length > 0) {
    throw malformedHash('it has not the parts hmac-sha256-utf16$key$hash');
  }
  const key = base64Bytes(keyText, 'key');
  const stored = base64Bytes(storedText, 'digest');
  if (stored.length !== 32) throw malformedHash('its digest has not the 32 bytes of sha256');
  return async (password) => isEqual(stored, createHmac('sha256', key).update(password, 'utf16le').digest());
}
