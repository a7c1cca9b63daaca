import { expect, test } from 'vitest';
import { convertLdap } from '../../../src/passwords/convert/convert-ldap.ts';

const ssha = '{SSHA}6Wltjf7kCfWaIIhXRnaH3SdwIViJD6W5k+rY0/NlwBAs1ifJ';

test('the name of a scheme may be in any case, and Kratos gets its own', () => {
  expect(convertLdap(ssha)).toEqual({ to: 'kratos', hash: ssha });
  expect(convertLdap(ssha.replace('SSHA', 'ssha'))).toEqual({ to: 'kratos', hash: ssha });
});

test('base64 of LDIF is decoded, with the name of the attribute before it or without', () => {
  const encoded = Buffer.from(ssha).toString('base64');
  for (const text of [
    encoded,
    `userPassword:: ${encoded}`,
    `userpassword::${encoded}\n`,
    `userPassword: ${ssha}`,
  ]) {
    expect(convertLdap(text)).toEqual({ to: 'kratos', hash: ssha });
  }
});

test('a salted digest with an empty salt has another form in Kratos', () => {
  const digest = Buffer.alloc(20, 5).toString('base64');
  expect(convertLdap(`{SSHA}${digest}`)).toEqual(convertLdap(`{SHA}${digest}`));
  expect(convertLdap(`{SHA}${digest}`)).toEqual({
    to: 'kratos',
    hash: `$sha1$pf=e1BBU1NXT1JEfQ==$$${digest}`,
  });
});

test('a digest of crypt(3) goes the way of crypt(3)', () => {
  expect(convertLdap('{CRYPT}$1$saltsalt$NuzA7WTAelpl95xgBGWN60')).toEqual({
    to: 'kratos',
    hash: '$md5-crypt$saltsalt$NuzA7WTAelpl95xgBGWN60',
  });
  expect(convertLdap('{CRYPT}*').to).toBe('nothing');
});

test.each([
  ['correct horse', 'correct horse'],
  ['  spaces  ', '  spaces  '],
  ['{CLEARTEXT}  {x} ', '  {x} '],
  ['{cleartext}p', 'p'],
  ['userPassword: plain words', 'plain words'],
  ['userPassword:: IHNwYWNlcyA=', ' spaces '],
  ['cGFzc3dvcmQ=', 'cGFzc3dvcmQ='],
])('"%s" is the password itself, as it stands', (text, password) => {
  expect(convertLdap(text)).toEqual({ to: 'plain', password, reason: expect.any(String) });
});

test.each([
  `!${ssha}`,
  `!!${ssha}`,
  ssha.replace('}', '}!'),
  Buffer.from(`!${ssha}`).toString('base64'),
  `userPassword: !${ssha}`,
])('"%s" is locked, and never the password itself', (text) => {
  expect(convertLdap(text)).toEqual({
    to: 'kratos',
    hash: ssha,
    caution: expect.stringMatching(/^the account is locked/),
  });
});

test('an exclamation mark within plain text is a part of it', () => {
  expect(convertLdap('{CLEARTEXT}!secret')).toMatchObject({ to: 'plain', password: '!secret' });
  expect(convertLdap('!secret')).toMatchObject({ to: 'plain', password: '!secret' });
});

test.each([
  '',
  '!',
  '!!',
  '*',
  '!{SSHA}',
  '{CRYPT}!!',
  '{SSHA}',
  '{CLEARTEXT}',
  '{SASL}ada@EXAMPLE.COM',
  '{KERBEROS}ada',
])('"%s" is none', (text) => {
  expect(convertLdap(text).to).toBe('nothing');
});

test.each([
  ['{SSHA384}c2hvcnQ=', 'the digest has 5 bytes, where sha384 makes 48'],
  ['{NTHASH}0123456789abcdef0123456789abcdef', '{NTHASH}'],
  ['{SSHA}c2hvcnQ=', 'the digest has 5 bytes, where sha1 makes 20'],
  ['{SHA}L55TUjtiq8FBorTWAZ0jy6g12w==', 'the digest has 19 bytes'],
  ['{MD5}not base64', 'userPassword is not whole base64'],
  ['{PBKDF2-SHA256}10000$c2FsdA', 'iterations$salt$key'],
  ['{PBKDF2-SHA256}10000$c2FsdA$AAAA', 'the key of pbkdf2 has 3 bytes'],
  ['{PBKDF2_SHA256}AAAA', '324 bytes, this one 3'],
  ['{PKCS5S2}AAAA', '48 bytes, this one 3'],
])('%s is refused', (text, reason) => {
  expect(convertLdap(text)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});

test('braces that may be the beginning of a password are not repeated', () => {
  expect(convertLdap('{hunter2}secret')).toEqual({
    to: 'refused',
    reason:
      'the scheme in braces before the hash is computed neither by Kratos nor by the hook: set a new password, or put {CLEARTEXT} before it if all of it is the password itself',
  });
});

test.each([
  '{argon2@SpringSecurity_v5_8}cut off',
  '{x-isSHA, 1024}abcdef',
  '{ CRYPT }$6$salt$digest',
  '{CRYPT@x y}abcdef',
  '{}abc',
  '{SSHA}{x}abc',
  '{DIGEST-MD5}0123456789abcdef0123456789abcdef',
  '$2y$10$U4C0ZY8OG8y41F9LusfKyu3HRMBL0rCZcKBVsXhgr.n8Ou6FPhzO2',
  '$6$saltsalt$hRM5XZ86KXEw9UOmjigeVqFgULtFB2sgpC9lXQDfMib3Zgw7mEiUvBJI2EplzfAqxL5Vvwp2scFtv',
])('%s is never taken for the password itself', (text) => {
  expect(convertLdap(text).to).toBe('refused');
  expect(convertLdap(`userPassword:: ${Buffer.from(text).toString('base64')}`).to).toBe('refused');
});

test.each(['{unclosed', 'a{b}c', '{{x}y', '$money$', '$5 for a horse'])(
  '%s is, for it has no scheme',
  (text) => {
    expect(convertLdap(text)).toMatchObject({ to: 'plain', password: text });
  },
);
