import { expect, test } from 'vitest';
import { parseSecretReference } from '../../src/kratos/secret-reference.ts';

test.each([
  ['gateway', { name: 'gateway', key: 'token' }],
  ['secret:gateway', { name: 'gateway', key: 'token' }],
  [' secret:my-gate_way#api-key ', { name: 'my-gate_way', key: 'api-key' }],
  ['pass:ops/kratos', { name: 'pass:ops/kratos', key: 'token' }],
  ['env:gateway#API_KEY', { name: 'env:gateway', key: 'API_KEY' }],
  ['d0erdgfmp25c762i8np0', { name: 'd0erdgfmp25c762i8np0', key: 'token' }],
])('%s is the secret %j', (text, reference) => {
  expect(parseSecretReference(text, 'token')).toEqual(reference);
});

test.each([
  '',
  '#token',
  'gateway#',
  'a#b#c',
  'secret:secret:a',
  'secret:pass:a',
  'pass:-a',
  'Gateway',
  'a b',
  'ory_x',
  'hvs.CAESI',
])('%j is none', (text) => {
  expect(parseSecretReference(text, 'token')).toBeUndefined();
});
