import { longestBcryptPassword } from '../bcrypt-limit.ts';
import { malformedHash } from '../unmatchable-hash.ts';
import { verifyBcrypt } from '../verify-bcrypt.ts';
import { refuseCost } from './refuse-long-work.ts';

/**
 * Reads bcrypt (`$2a$`, `$2b$` or `$2y$`) as other systems write it. Of a longer password they compare the first 72
 * bytes and let it in, where Kratos refuses it.
 */
export function readSourceBcrypt(hash: string): (password: Buffer) => Promise<boolean> {
  const [, cost] = /^\$2[aby]\$(0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/.exec(hash) ?? [];
  if (cost === undefined) {
    throw malformedHash('its bcrypt is not $2a$, $2b$ or $2y$, a cost of 04 to 31, $ and 53 characters');
  }
  refuseCost(Number(cost));
  return (password) => verifyBcrypt(password.subarray(0, longestBcryptPassword), hash);
}
