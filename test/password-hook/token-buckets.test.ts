import { expect, test } from 'vitest';
import { tokenBuckets } from '../../src/password-hook/token-buckets.ts';

function buckets(limits: { burst: number; perSecond: number; most?: number }) {
  const clock = { now: 0 };
  return { clock, wait: tokenBuckets({ most: 10, ...limits, now: () => clock.now }) };
}

test('a key may be used so often at once, then has to wait for each token', () => {
  const { clock, wait } = buckets({ burst: 3, perSecond: 0.5 });
  expect([wait('a'), wait('a'), wait('a'), wait('a')]).toEqual([0, 0, 0, 2]);
  clock.now = 1500;
  expect(wait('a')).toBe(0.5);
  clock.now = 2000;
  expect([wait('a'), wait('a')]).toEqual([0, 2]);
});

test('a rest fills a bucket, and not beyond its brim', () => {
  const { clock, wait } = buckets({ burst: 2, perSecond: 1 });
  wait('a');
  clock.now = 3_600_000;
  expect([wait('a'), wait('a'), wait('a')]).toEqual([0, 0, 1]);
});

test('keys do not share a bucket', () => {
  const { wait } = buckets({ burst: 1, perSecond: 1 });
  expect([wait('a'), wait('b'), wait('a')]).toEqual([0, 0, 1]);
});

test('of too many keys the one that was used least recently is forgotten', () => {
  const { wait } = buckets({ burst: 1, perSecond: 1, most: 2 });
  wait('a');
  wait('b');
  wait('a');
  wait('c');
  expect([wait('a'), wait('b')]).toEqual([1, 0]);
});
