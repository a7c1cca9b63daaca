import { expect, test } from 'vitest';
import { BatchBody } from '../../src/kratos/batch-body.ts';
import { timeLimitMs } from '../../src/kratos/time-limits.ts';
import { failureOf } from './failure.ts';
import { transportTo, useServers } from './servers.ts';

const servers = useServers();
const limits = { timeoutMs: 10_000, batchTimeoutMs: 60_000 };
const batch = (plainPasswords: readonly (0 | 1)[], path = '/admin/identities') => ({
  method: 'PATCH',
  path,
  body: new BatchBody(plainPasswords.map((one) => ({ text: '{}', plainPasswords: one }))),
});

test.each([
  ['a read', { method: 'GET', path: '/admin/identities' }, 10_000],
  ['a change of one identity', { method: 'PATCH', path: '/admin/identities/1', body: [] }, 10_000],
  ['a batch', batch([0, 0]), 60_000],
  ['a batch with a query', batch([], '/admin/identities?a=b'), 60_000],
  ['a batch with passwords to hash', batch([1, 0, 1]), 61_000],
])('%s may take its time', (_, request, ms) => {
  expect(timeLimitMs(request, limits)).toBe(ms);
});

test('a batch may take at least as long as any other request, and 60 s where nothing is said', () => {
  expect([
    timeLimitMs(batch([]), { timeoutMs: 120_000, batchTimeoutMs: 60_000 }),
    timeLimitMs(batch([]), { timeoutMs: 1000 }),
    timeLimitMs(batch([1]), { timeoutMs: 1000, batchTimeoutMs: 2 ** 31 }),
  ]).toEqual([120_000, 60_000, 2 ** 31 - 1]);
});

test('a batch that is not answered in its time says how long that was', async () => {
  const url = await servers.http(() => undefined);
  const transport = transportTo(url, { timeoutMs: 20, batchTimeoutMs: 30 });
  const failure = await failureOf(transport(batch([])));
  expect([failure.code, failure.message.split('. ')[0]]).toEqual([
    'timeout',
    `Kratos at ${url} did not answer within 0.03 s`,
  ]);
});
