import { expect, test } from 'vitest';
import { convertHash } from '../../../src/passwords/convert/convert-hash.ts';
import { convertLdap } from '../../../src/passwords/convert/convert-ldap.ts';
import { convertSpring } from '../../../src/passwords/convert/convert-spring.ts';
import { fixtureText, readHashFixtures } from './hash-fixtures.ts';

const bcrypt = '$2a$04$qjumvkWohiKgWuFvwv7jTeP3yf2nluaknlUWAXWWQWe552BhTusvm';

test('an encoder that was used alone wrote no id', () => {
  expect(convertSpring(bcrypt)).toEqual({ to: 'kratos', hash: bcrypt });
  for (const id of ['bcrypt', 'argon2', 'scrypt']) {
    const written = ofId(id);
    expect(convertSpring(written.slice(written.indexOf('}') + 1))).toEqual(convertSpring(written));
  }
});

test('pbkdf2 tells nothing of its iterations, which is said, unless they are given', () => {
  const written = ofId('pbkdf2');
  expect(convertSpring(written)).toMatchObject({
    hash: expect.stringContaining('$pbkdf2-sha1$i=185000,l=32$'),
    caution: expect.stringContaining('--iterations and --digest say others'),
  });
  expect(convertSpring(written, { iterations: 9, digest: 'sha256' })).toEqual({
    to: 'kratos',
    hash: expect.stringContaining('$pbkdf2-sha256$i=9,l=32$'),
  });
});

test.each(readHashFixtures('spring').filter(({ settings }) => settings === undefined))(
  'among hashes of LDAP, that of $madeBy is known by its id, or by what follows',
  (fixture) => {
    expect(convertLdap(fixtureText(fixture))).toEqual(convertSpring(fixtureText(fixture)));
  },
);

test.each([
  ['', 'nothing'],
  ['{bcrypt}', 'nothing'],
  ['{noop}', 'nothing'],
  [`{unknown}${bcrypt}`, 'refused'],
  [`{ldap}${bcrypt}`, 'refused'],
  ['{scrypt}$zz$AAAA$AAAA', 'refused'],
  ['{scrypt}$e0801$AAAA$AAAA', 'refused'],
  ['{scrypt}$ffff0801$AAAA$AAAAAAAAAAAAAAAAAAAAAA==', 'refused'],
  ['{scrypt}$e0001$AAAA$AAAAAAAAAAAAAAAAAAAAAA==', 'refused'],
  ['{pbkdf2}5d923b44a6d129f3ddf3e3c8d2941272', 'refused'],
  ['{pbkdf2}no hash', 'refused'],
  ['{MD5}{salt}cut', 'refused'],
  ['correct horse', 'refused'],
] as const)('of "%s" comes: %s', (text, to) => {
  expect(convertSpring(text).to).toBe(to);
});

test('a password under {noop} keeps its spaces', () => {
  expect(convertSpring('{noop} a b ')).toMatchObject({ to: 'plain', password: ' a b ' });
});

test('a hash of Dovecot without a scheme is of crypt(3)', () => {
  expect(convertHash('dovecot', '$1$saltsalt$NuzA7WTAelpl95xgBGWN60')).toEqual({
    to: 'kratos',
    hash: '$md5-crypt$saltsalt$NuzA7WTAelpl95xgBGWN60',
  });
  expect(convertHash('dovecot', 'correct horse').to).toBe('refused');
});

function ofId(id: string): string {
  const texts = readHashFixtures('spring').map((fixture) => fixtureText(fixture));
  return texts.find((text) => text.startsWith(`{${id}}`)) ?? '';
}
