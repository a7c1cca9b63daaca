import { expect, test } from 'vitest';
import { hashArgon2id } from '../../src/passwords/hash-argon2id.ts';
import { inspectHash } from '../../src/passwords/inspect-hash.ts';
import { measuredVersion } from '../../src/passwords/kratos-version.ts';
import { verifyPassword } from '../../src/passwords/verify-password.ts';

const cost = { memory: 64, passes: 2, lanes: 2 };

test('a hash is one that Kratos imports, without padding, and matches its password only', async () => {
  const hash = await hashArgon2id('correct horse', cost);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=64,t=2,p=2\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(inspectHash(hash, measuredVersion)).toEqual({
    format: 'argon2id',
    parameters: {
      variant: 'argon2id',
      version: 19,
      'memory-kib': 64,
      passes: 2,
      lanes: 2,
      'salt-bytes': 16,
      'digest-bytes': 32,
    },
    accepted: true,
    canMatch: true,
  });
  expect(await verifyPassword('correct horse', hash)).toEqual({ match: true });
  expect(await verifyPassword('Correct horse', hash)).toMatchObject({ match: false });
});

test('the same password never gives the same hash twice', async () => {
  expect(await hashArgon2id('x', cost)).not.toBe(await hashArgon2id('x', cost));
});

test('a password may be longer than bcrypt takes', async () => {
  const password = 'é'.repeat(500);
  expect(await verifyPassword(password, await hashArgon2id(password, cost))).toEqual({ match: true });
});
