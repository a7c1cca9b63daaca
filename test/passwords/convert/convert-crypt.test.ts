import { expect, test } from 'vitest';
import { convertCrypt } from '../../../src/passwords/convert/convert-crypt.ts';

const sha512 =
  '$6$saltsalt$hRM5XZ86KXEw9UOmjigeVqFgULtFB2sgpC9lXQDfMib3Zgw7mEiUvBJI2EplzfAqxL5Vvwp2scFtv/uamSo5z0';

test.each([
  ['$1$saltsalt$NuzA7WTAelpl95xgBGWN60', '$md5-crypt$saltsalt$NuzA7WTAelpl95xgBGWN60'],
  [
    '$5$saltsalt$myjXcpMpE2Ofk7fj9hqyNYSn6lmWG4Mqnjx.KIRRr4/',
    '$sha256-crypt$saltsalt$myjXcpMpE2Ofk7fj9hqyNYSn6lmWG4Mqnjx.KIRRr4/',
  ],
  [
    '$5$rounds=123456$saltsalt$myjXcpMpE2Ofk7fj9hqyNYSn6lmWG4Mqnjx.KIRRr4/',
    '$sha256-crypt$rounds=123456$saltsalt$myjXcpMpE2Ofk7fj9hqyNYSn6lmWG4Mqnjx.KIRRr4/',
  ],
  [sha512, sha512.replace('$6$', '$sha512-crypt$')],
])('the prefix of %s becomes that of Kratos', (text, hash) => {
  expect(convertCrypt(text)).toEqual({ to: 'kratos', hash });
});

test.each(['', '!', '!!', '*', '!*', '**', '*LK*', 'NP', '*NP*', '*LOCKED*'])(
  'of "%s" nobody can log in with a password',
  (text) => {
    expect(convertCrypt(text).to).toBe('nothing');
  },
);

test.each(['!', '!!', '*LK*', '*LOCKED*'])(
  'a hash that %s locks is converted, and said to be locked',
  (lock) => {
    expect(convertCrypt(`${lock}${sha512}`)).toEqual({
      ...convertCrypt(sha512),
      caution: 'the account is locked in the source: import it as inactive, or its owner can log in again',
    });
  },
);

test('bcrypt of the faulty kind is the one that Kratos knows, but for letters beyond ASCII', () => {
  const rest = '05$7xxalc6PbPEiA1WcKSdhAO/SUK6IfaHDJfDd.jBSe4uUdfrBSs3O2';
  expect(convertCrypt(`$2x$${rest}`)).toEqual({
    to: 'kratos',
    hash: `$2y$${rest}`,
    caution: expect.stringContaining('letters beyond ASCII'),
  });
});

test.each([
  ['x', '/etc/shadow'],
  [sha512.slice(0, -1), 'the digest has 85 characters, where 86 are needed'],
  [`${sha512}=`, 'the digest has 87 characters'],
  ['$6$rounds=0$saltsalt$abc', '$id$rounds=N$salt$digest'],
  ['$6$rounds=many$saltsalt$abc', '$id$rounds=N$salt$digest'],
  ['$6$a$b$c$d', '$id$rounds=N$salt$digest'],
  ['abiQ6Ep3EYTHc', 'crypt(3) of DES'],
  ['$y$j9T$saltsalt$kp9QIVkE9.E3/zf4YQEYPlRMdGe4fDVz4DNlOqY5hf.', 'yescrypt'],
  ['$md5,rounds=904$saltsalt$abc', "Sun's md5"],
  ['$3$$0123', 'the NT hash'],
  ['$sha1$garbage', 'sha1crypt'],
  ['correct horse', 'no hash of crypt(3) that is known'],
  ['root:$6$saltsalt$abc:19000:0:99999:7:::', 'the hash is its second field'],
])('%s is refused', (text, reason) => {
  expect(convertCrypt(text)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});
