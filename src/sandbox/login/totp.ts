import { createHmac } from 'node:crypto';

const period = 30_000;
const digits = 6;

/**
 * Whether a code of an authenticator app is right for the secret in an `otpauth:` address: that of now, of the 30
 * seconds before or of those after (RFC 6238). As Kratos, it looks at the secret only: whatever else the
 * address says, the code has six digits and comes from SHA-1. A code may be used again while it lasts.
 */
export function isTotpCode(code: string, totpUrl: string, now: Date): boolean {
  const secret = decodeBase32(URL.parse(totpUrl)?.searchParams.get('secret') ?? '');
  if (secret === undefined) return false;
  const step = Math.floor(now.getTime() / period);
  return [step, step - 1, step + 1].some((counter) => totpCode(secret, counter) === code.trim());
}

/** The code of one period (RFC 4226); `counter` counts periods since 1970. */
function totpCode(secret: Buffer, counter: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac('sha1', secret).update(message).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function decodeBase32(text: string): Buffer | undefined {
  const letters = text.trim().toUpperCase().replace(/=+$/, '');
  if (!/^[A-Z2-7]*$/.test(letters)) return undefined;
  const bits = Array.from(letters, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join(
    '',
  );
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
