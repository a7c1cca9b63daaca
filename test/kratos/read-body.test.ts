import { describe, expect, test } from 'vitest';
import { readIdentities, readIdentity, readRecoveryCode, readSessions } from '../../src/kratos/read-body.ts';
import { failureOf } from './failure.ts';

const origin = 'http://kratos.test';
const ada = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';

test('an identity is taken as Kratos writes it, also where Go writes null for a list', () => {
  const body = {
    id: ada,
    state: 'active',
    traits: {},
    credentials: { password: { identifiers: null, config: {} } },
    verifiable_addresses: null,
  };
  expect(readIdentity(body, origin, ada)).toBe(body);
});

test('another identity than the one asked for is unexpected-answer: a write would hit somebody else', async () => {
  const failure = await failureOf(() => readIdentity({ id: other }, origin, ada));
  expect([failure.code, failure.message]).toEqual([
    'unexpected-answer',
    `${origin} answered with identity ${other} when it was asked for ${ada}.`,
  ]);
});

describe('JSON that is no identity is unexpected-answer, never a fault of ours', () => {
  test.each([
    [null],
    [[]],
    ['text'],
    [{}],
    [{ id: 5 }],
    [{ id: 'nope' }],
    [{ id: ada.toUpperCase().replace(/^1/, 'A') }],
    [{ id: ada, state: 1 }],
    [{ id: ada, credentials: [] }],
    [{ id: ada, credentials: { password: null } }],
    [{ id: ada, credentials: { password: { identifiers: [1] } } }],
    [{ id: ada, credentials: { password: { identifiers: 'ada' } } }],
    [{ id: ada, credentials: { password: { config: 'x' } } }],
    [{ id: ada, verifiable_addresses: [{ value: 5 }] }],
    [{ id: ada, recovery_addresses: {} }],
  ])('%j', async (body) => {
    expect((await failureOf(() => readIdentity(body, origin))).code).toBe('unexpected-answer');
    expect((await failureOf(() => readIdentities([body], origin))).code).toBe('unexpected-answer');
  });
});

test.each([[{}], [[null]], [[{ id: 5 }]]])('%j is no list of sessions', async (body) => {
  expect((await failureOf(() => readSessions(body, origin))).code).toBe('unexpected-answer');
});

test.each([
  [null],
  [{ recovery_code: '123456' }],
  [{ recovery_code: 123456, recovery_link: 'http://x' }],
  [{ recovery_code: '123456', recovery_link: {} }],
])('%j is no recovery code', async (body) => {
  expect((await failureOf(() => readRecoveryCode(body, origin))).code).toBe('unexpected-answer');
});
