import { createHmac } from 'node:crypto';

/** The code that an authenticator app shows at a moment for a secret of so many bytes (RFC 6238, six digits of SHA-1). */
export function totpCode(secret: Uint8Array, now: Date): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now.getTime() / 30_000)));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 0xf) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, '0');
}
