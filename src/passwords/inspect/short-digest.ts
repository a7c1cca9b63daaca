import type { Notes } from './inspection.ts';

/** A digest of a length that the hash itself decides is compared as far as it goes, and no further. */
export function noteShortDigest(digest: Uint8Array, { cautions }: Notes): void {
  if (digest.length >= 8) return;
  cautions.push(
    `Only ${digest.length} bytes are compared: one in ${(256 ** digest.length).toLocaleString('en')} passwords would match.`,
  );
}
