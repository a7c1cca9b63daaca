import { IdpError } from '../../errors/idp-error.ts';
import type { SecretContent } from '../secret-store.ts';

/** Bytes of one value, as UTF-8. */
const largestValue = 1_000_000;
const mostKeys = 100;
/** Characters of --info. */
export const longestInfo = 1000;

/** Refuses what would make the one file of the store unwieldy. Fails with invalid-parameter. */
export function checkContent(content: SecretContent): void {
  const keys = Object.keys(content);
  if (keys.length > mostKeys) {
    throw new IdpError('invalid-parameter', `A secret has at most ${mostKeys} keys, not ${keys.length}.`, {
      hint: 'Nothing was stored. Spread them over several secrets.',
    });
  }
  for (const [key, value] of Object.entries(content)) {
    const size = Buffer.byteLength(value.reveal());
    if (size <= largestValue) continue;
    throw new IdpError(
      'invalid-parameter',
      `The value of ${key} has ${size} bytes; at most ${largestValue} are kept.`,
      { hint: 'Nothing was stored. Keep large files elsewhere, and their key here.' },
    );
  }
}
