/**
 * The bytes of base64, in the standard alphabet or the one for URLs, with padding or without. Undefined for
 * anything that an encoder would not have written: other characters, wrong padding, bits left over.
 */
export function bytesOfBase64(text: string): Buffer | undefined {
  if (text.endsWith('=') && text.length % 4 !== 0) return undefined;
  const digits = text
    .replace(/={1,2}$/, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  const bytes = Buffer.from(digits, 'base64');
  return unpaddedBase64(bytes) === digits ? bytes : undefined;
}

/** As `bytesOfBase64`, of passlib's "adapted" base64, in which a dot stands for the plus. */
export function bytesOfAdaptedBase64(text: string): Buffer | undefined {
  return bytesOfBase64(text.replaceAll('.', '+'));
}

/** Undefined for an odd number of digits or anything else than digits, which may be large or small. */
export function bytesOfHex(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'hex');
  return bytes.length * 2 === text.length ? bytes : undefined;
}

export function unpaddedBase64(bytes: Uint8Array): string {
  return paddedBase64(bytes).replace(/=+$/, '');
}

export function paddedBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
