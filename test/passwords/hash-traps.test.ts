import { describe, expect, test } from 'vitest';
import { verifyPassword } from '../../src/passwords/verify-password.ts';
import { readHashTraps } from './hash-vectors.ts';

const traps = readHashTraps();
const notComputed = new Set([
  'argon2id, a salt of 4 bytes',
  'argon2id, a digest of 3 bytes',
  'argon2id, 2 KiB a lane',
]);
const computed = traps.filter(({ name }) => !notComputed.has(name));

describe('a hash at the edge of its format', () => {
  test.each(computed.filter(({ login }) => login === 'MATCH'))(
    '$name: matches',
    async ({ password, hash }) => {
      expect(await verifyPassword(password, hash)).toEqual({ match: true });
    },
  );

  test.each(computed.filter(({ login }) => login.startsWith('FAIL')))(
    '$name: fails, for the reason that Kratos gives',
    async ({ password, hash, login }) => {
      const reason = login.replace('FAIL: ', '').replace('I[#/password] S[] ', '');
      expect(await verifyPassword(password, hash)).toMatchObject({ match: false, reason });
    },
  );

  test.each(computed.filter(({ login }) => login.startsWith('PANIC')))(
    '$name: matches nothing, for Kratos fails on it',
    async ({ password, hash }) => {
      expect(await verifyPassword(password, hash)).toMatchObject({ match: false, code: 'crashes-kratos' });
    },
  );

  test.each(computed.filter(({ login, name }) => login === 'MATCH' && !/every/.test(name)))(
    '$name: does not match another password',
    async ({ password, hash }) => {
      expect((await verifyPassword(`${password}!`, hash)).match).toBe(false);
    },
  );

  test.each(computed.filter(({ name }) => /every/.test(name)))('$name: any', async ({ hash }) => {
    expect(await verifyPassword('any', hash)).toEqual({ match: true });
  });
});

test.each(traps.filter(({ name }) => notComputed.has(name)))(
  '$name: Kratos computes it, and here it is said that nobody did',
  async ({ password, hash, login }) => {
    expect(login).toBe('MATCH');
    expect(await verifyPassword(password, hash)).toEqual({
      match: false,
      code: 'not-computed',
      reason: 'argon2 is not defined for parameters this small',
    });
  },
);

test.each([
  ['unknown-format', '$1$salt$NuzA7WTAelpl95xgBGWN60'],
  ['unknown-format', ''],
  ['malformed-hash', '$2a$'],
  ['malformed-hash', '$argon2id$'],
  ['malformed-hash', '$scrypt$ln=14,r=8,p=1$c2FsdA==$QQ=='],
  ['impossible-digest', '$md5$M2NiNGU3MzI2MzFmNDdlNmViOTYxZjM0NTU0YjdjZGU='],
  ['impossible-digest', '$hmac-sha256$MTDapVYcONJWZRnt5Ded82pl+Mhclb3KHbkgqPGJbzA=$a2V5MTIz'],
  ['impossible-digest', '$md5-crypt$salt$tooshort'],
  ['crashes-kratos', '$scrypt$ln=16,r=0,p=1$c2FsdA==$QQ=='],
  ['not-computed', '$scrypt$ln=2147483648,r=8,p=1$c2FsdA==$QQ=='],
  ['not-computed', '$scrypt$ln=1048576,r=1,p=64$c2FsdA==$QQ=='],
  ['not-computed', '$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHQ$KFdqUkKWuh0'],
  ['not-computed', '$pbkdf2-sha256$i=4294967295,l=1$c2FsdA$QQ'],
  ['not-computed', '$2a$04$\n\n\n\nkndra/scH2IfaGP6ycrkveDQWqbQ81Qf5C8T79ZPVKvkvNKJBtKu.'],
  ['mismatch', '$md5$PLTnMmMfR+brlh80VUt83g=='],
])('%s: %s', async (code, hash) => {
  expect(await verifyPassword('test', hash)).toMatchObject({ match: false, code });
});
