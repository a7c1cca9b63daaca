import { expect, test } from 'vitest';
import { convertKeycloak } from '../../../src/passwords/convert/convert-keycloak.ts';

const value = Buffer.alloc(64, 7).toString('base64');
const salt = Buffer.alloc(16, 8).toString('base64');
const secretData = JSON.stringify({ value, salt, additionalParameters: {} });
const credentialData = JSON.stringify({ hashIterations: 27500, algorithm: 'pbkdf2-sha256' });

test('the length of the key is that of the value, and no padding is left', () => {
  expect(convertKeycloak({ secretData, credentialData })).toEqual({
    to: 'kratos',
    hash: `$pbkdf2-sha256$i=27500,l=64$${salt.replaceAll('=', '')}$${value.replaceAll('=', '')}`,
  });
});

test('secretData and credentialData may be objects as well as text', () => {
  expect(
    convertKeycloak({ secretData: JSON.parse(secretData), credentialData: JSON.parse(credentialData) }),
  ).toEqual(convertKeycloak({ secretData, credentialData }));
});

test.each([undefined, null, 'HmacSHA1'])('of early versions the algorithm %s is pbkdf2', (algorithm) => {
  const early = { hashedSaltedValue: value, salt, hashIterations: 1 };
  const pbkdf2 = convertKeycloak({ ...early, algorithm: 'pbkdf2' });
  expect(pbkdf2.to).toBe('kratos');
  expect(convertKeycloak({ ...early, algorithm })).toEqual(pbkdf2);
});

test('a provider of bcrypt keeps the whole hash as its value', () => {
  const hash = '$2b$10$U4C0ZY8OG8y41F9LusfKyu3HRMBL0rCZcKBVsXhgr.n8Ou6FPhzO2';
  expect(
    convertKeycloak({ secretData: { value: hash, salt: '' }, credentialData: { algorithm: 'bcrypt' } }),
  ).toEqual({ to: 'kratos', hash });
});

test('a value without a hash is the password itself', () => {
  expect(convertKeycloak({ value: ' correct horse ' })).toEqual({
    to: 'plain',
    password: ' correct horse ',
    reason: expect.any(String),
  });
  expect(convertKeycloak({}).to).toBe('nothing');
});

const argon2 = {
  hashIterations: 5,
  algorithm: 'argon2',
  additionalParameters: {
    hashLength: ['64'],
    memory: ['7168'],
    type: ['id'],
    version: ['1.3'],
    parallelism: ['1'],
  },
};

function changed(name: string, parameter: unknown): unknown {
  return { ...argon2, additionalParameters: { ...argon2.additionalParameters, [name]: parameter } };
}

test.each([
  ['secretData', '**********', credentialData, 'secretData is not whole JSON'],
  ['secretData', '[]', credentialData, 'secretData has to be a JSON object'],
  ['credentialData', secretData, undefined, 'credentialData has to be a JSON object'],
  ['salt', JSON.stringify({ value }), credentialData, 'salt is missing'],
  ['value', JSON.stringify({ value: 'AAAA=', salt }), credentialData, 'value is not whole base64'],
  ['a short value', JSON.stringify({ value: 'AAAA', salt }), credentialData, 'the key of pbkdf2 has 3 bytes'],
  ['hashIterations', secretData, '{"algorithm":"pbkdf2"}', 'hashIterations is missing'],
  ['algorithm', secretData, '{"hashIterations":1}', 'algorithm is missing'],
  ['another algorithm', secretData, '{"hashIterations":1,"algorithm":"pbkdf2-md5"}', 'algorithm is none'],
  ['version', secretData, changed('version', ['2']), 'additionalParameters.version has to be 1.0 or 1.3'],
  ['type', secretData, changed('type', ['x']), 'additionalParameters.type has to be id, i or d'],
  ['memory', secretData, changed('memory', []), 'additionalParameters.memory is missing'],
  ['hashLength', secretData, changed('hashLength', ['32']), 'value has 64 bytes, where 32 are needed'],
])('what is wrong with %s is said', (_field, secret, data, reason) => {
  expect(convertKeycloak({ secretData: secret, credentialData: data })).toEqual({
    to: 'refused',
    reason: expect.stringContaining(reason),
  });
});
