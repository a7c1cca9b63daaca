import { expect, test } from 'vitest';
import { verifyPassword } from '../../src/passwords/verify-password.ts';
import { readCryptHashes } from './hash-vectors.ts';

const hashes = readCryptHashes().map((row) => ({
  ...row,
  bytes: Buffer.byteLength(row.password),
  settings: row.hash.slice(0, row.hash.lastIndexOf('$')),
}));

test.each(hashes)(
  '$settings of $bytes bytes is what crypt(3) says, and of other bytes it is not',
  async ({ password, hash }) => {
    expect(await verifyPassword(password, hash)).toEqual({ match: true });
    expect((await verifyPassword(`${password}x`, hash)).match).toBe(false);
  },
);
