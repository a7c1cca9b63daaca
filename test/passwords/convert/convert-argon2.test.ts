import { expect, test } from 'vitest';
import { convertArgon2 } from '../../../src/passwords/convert/convert-argon2.ts';

const salt = 'MDEyMzQ1Njc4OWFiY2RlZg';
const digest = '2Ek5zMZVGrFVTlHZZgywf+fd0fS6/y+DB3Z5fAX1+zM';
const hash = `$argon2id$v=19$m=7168,t=5,p=1$${salt}$${digest}`;

test('padding is dropped, and the order of the parameters mended', () => {
  expect(convertArgon2(`$argon2id$v=19$m=7168,t=5,p=1$${salt}==$${digest}=`)).toEqual({ to: 'kratos', hash });
  expect(convertArgon2(`$argon2id$v=19$p=1,t=5,m=7168$${salt}$${digest}`)).toEqual({ to: 'kratos', hash });
});

test('without a version it is of version 16, for the hook', () => {
  expect(convertArgon2(hash.replace('$v=19', ''))).toMatchObject({
    to: 'hook',
    kind: 'argon2',
    hash: hash.replace('v=19', 'v=16'),
    caution: expect.stringContaining('put $v=19 before the parameters'),
  });
});

test('a cost that a later Kratos refuses is said', () => {
  expect(convertArgon2(hash.replace('t=5', 't=12'))).toMatchObject({
    to: 'kratos',
    caution: expect.stringMatching(/[^.]$/),
  });
});

test.each([
  [hash.replace('v=19', 'v=20'), 'no such version'],
  [hash.replace('p=1', 'p=1,keyid=abc'), 'the parameter keyid'],
  [hash.replace('p=1', 'p=1,data=abc'), 'the parameter data'],
  [hash.replace('p=1', 'p=256'), 'p has to be a whole number from 1 to 255'],
  [hash.replace('t=5,', ''), 't is missing'],
  [hash.replace('t=5', 't=0'), 't has to be a whole number from 1'],
  [`$argon2id$v=19$m=7168,t=5,p=1$${salt}$`, 'the digest is missing'],
  [`$argon2id$v=19$m=7168,t=5,p=1$${salt}$AAAA`, 'the digest has 3 bytes'],
  [`$argon2x${hash}`, 'it is no argon2 hash'],
])('%s is refused', (text, reason) => {
  expect(convertArgon2(text)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});
