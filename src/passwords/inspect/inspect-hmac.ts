import { type HmacHash, readHmac } from '../read-hmac.ts';
import { digestLength, isHex } from './explain-digest.ts';
import { hexadecimalField } from './hexadecimal-field.ts';
import type { Fault, Notes } from './inspection.ts';

/** HMAC: what is compared is the digest's hexadecimal text, in small letters. */
export function inspectHmac(hash: string, notes: Notes): Fault | undefined {
  const hmac = readHmac(hash);
  const { algorithm, digest, key } = hmac;
  notes.parameters = { digest: algorithm, 'digest-bytes': digest.length, 'key-bytes': key.length };
  const text = digest.toString('latin1');
  const length = digestLength(algorithm);
  if (!isHex(text, length) || /[A-F]/.test(text)) return otherDigest(hmac, length);
  if (key.length === 0) notes.cautions.push('Its key is empty.');
  return hexadecimalField({ key });
}

function otherDigest({ algorithm, digest, key }: HmacHash, length: number): Fault {
  const form = "Write the base64 of the digest's hexadecimal text in small letters, and not of its bytes.";
  const fault = (reason: string, advice = form): Fault => ({ code: 'impossible-digest', reason, advice });
  if (digest.length === length) {
    return fault("The base64 is of the digest's bytes, and Kratos wants it of their hexadecimal text.");
  }
  if (isHex(digest.toString('latin1'), length)) {
    return fault("The digest's hexadecimal text has capital letters, and Kratos compares with small ones.");
  }
  if (isHex(digest.toString('base64'), length)) {
    return fault('The digest stands in hexadecimal where the base64 of that has to stand.');
  }
  if (isHex(key.toString('latin1'), length)) {
    return fault('Digest and key have changed places.', 'Put the digest before the key.');
  }
  return fault(
    `The digest has ${digest.length} characters, and the hexadecimal text of hmac-${algorithm} has ${2 * length}.`,
  );
}
