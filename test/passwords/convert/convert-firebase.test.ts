import { expect, test } from 'vitest';
import { convertFirebase, faultOfHashConfig } from '../../../src/passwords/convert/convert-firebase.ts';

const key = Buffer.alloc(64, 0xfe).toString('base64');
const config = {
  algorithm: 'SCRYPT',
  base64_signer_key: key,
  base64_salt_separator: 'Bw==',
  rounds: 8,
  mem_cost: 14,
};
const user = { hash: key, salt: '42xEC+ixf3L2lw==' };

test('the memory cost stays the logarithm it is', () => {
  expect(convertFirebase({ ...user, config })).toEqual({
    to: 'kratos',
    hash: `$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$${key}$Bw==$${key}`,
  });
});

test('base64 for URLs becomes the common one, with padding or without', () => {
  expect(convertFirebase({ hash: forUrls(key), salt: forUrls(user.salt), config })).toEqual(
    convertFirebase({ ...user, config }),
  );
});

test('the parameters may be as the console shows them, or JSON', () => {
  const text = `hash_config {\n  algorithm: SCRYPT,\n  base64_signer_key: ${key},\n  base64_salt_separator: Bw==,\n  rounds: 8,\n  mem_cost: 14,\n}\n`;
  expect(convertFirebase({ ...user, config: text })).toEqual(convertFirebase({ ...user, config }));
  expect(convertFirebase({ ...user, config: JSON.stringify(config) })).toEqual(
    convertFirebase({ ...user, config }),
  );
});

test('the parameters may stand under a name of their own, behind a byte order mark', () => {
  for (const text of [JSON.stringify({ hash_config: config }), `\ufeff${JSON.stringify(config)}`]) {
    expect(convertFirebase({ ...user, config: text })).toEqual(convertFirebase({ ...user, config }));
  }
});

test('what is wrong with parameters is known without a hash', () => {
  expect(faultOfHashConfig(JSON.stringify(config))).toBeUndefined();
  expect(faultOfHashConfig({ ...config, mem_cost: 99 })).toContain('hash_config.mem_cost');
  expect(faultOfHashConfig('root:x:0:0')).toBe('hash_config.base64_signer_key is missing');
});

test('an imported user who never signed in has no hash', () => {
  expect(convertFirebase({ config }).to).toBe('nothing');
  expect(convertFirebase({ hash: '', config }).to).toBe('nothing');
});

test.each([
  ['no parameters', { ...user }, 'hash_config is missing: give the password hash parameters'],
  ['parameters that are none', { ...user, config: 'no idea' }, 'hash_config is missing'],
  [
    'another algorithm',
    { ...user, config: { ...config, algorithm: 'BCRYPT' } },
    'hash_config.algorithm has to be SCRYPT',
  ],
  [
    'no signer key',
    { ...user, config: { ...config, base64_signer_key: '' } },
    'hash_config.base64_signer_key is missing',
  ],
  [
    'a memory cost of N',
    { ...user, config: { ...config, mem_cost: 16384 } },
    'hash_config.mem_cost has to be a whole number from 1 to 14',
  ],
  [
    'no rounds',
    { ...user, config: { ...config, rounds: 0 } },
    'hash_config.rounds has to be a whole number from 1 to 8',
  ],
  ['no salt', { hash: key, config }, 'salt is missing'],
  ['a short hash', { ...user, hash: 'AAAA', config }, 'the hash has 3 bytes, where 64 are needed'],
])('%s: what is missing is named', (_case, fields, reason) => {
  expect(convertFirebase(fields)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});

function forUrls(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
