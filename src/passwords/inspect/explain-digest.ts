import { digestBytes, isDigestName } from '../digest-bytes.ts';
import type { Fault } from './inspection.ts';

export function digestLength(algorithm: string): number {
  return isDigestName(algorithm) ? digestBytes[algorithm] : 0;
}

/** Why these bytes cannot be a digest of this algorithm, or undefined when they have its length. */
export function explainDigest(digest: Buffer, algorithm: string): Fault | undefined {
  const length = digestLength(algorithm);
  if (digest.length === length) return undefined;
  return {
    code: 'impossible-digest',
    reason: reasonOf(digest, algorithm, length),
    advice: `Write the base64 of the digest's ${length} bytes, or give the bare digest to: idp password convert --from ${algorithm}.`,
  };
}

function reasonOf(digest: Buffer, algorithm: string, length: number): string {
  if (isHex(digest.toString('latin1'), length)) {
    return "The base64 is of the digest's hexadecimal text and not of its bytes.";
  }
  if (isHex(digest.toString('base64'), length)) {
    return 'The digest stands in hexadecimal where base64 has to stand.';
  }
  return `The digest has ${digest.length} bytes, and ${algorithm} makes ${length}.`;
}

/** Whether it is the hexadecimal text of so many bytes. */
export function isHex(text: string, bytes: number): boolean {
  return text.length === 2 * bytes && /^[\da-f]+$/i.test(text);
}
