import { expect, test } from 'vitest';
import { waitingLine } from '../../src/password-hook/waiting-line.ts';

function work(log: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    end: resolve,
    run: async () => {
      log.push(`${name} begins`);
      await promise;
      log.push(`${name} ends`);
      return name;
    },
  };
}

test('so much is done at once, so much waits in order, and what is more is not done', async () => {
  const log: string[] = [];
  const inTurn = waitingLine(2, 1);
  const [a, b, c, d] = [work(log, 'a'), work(log, 'b'), work(log, 'c'), work(log, 'd')];
  const [ofA, ofB, ofC] = [inTurn(a.run), inTurn(b.run), inTurn(c.run)];
  expect(inTurn(d.run)).toBeUndefined();
  expect(log).toEqual(['a begins', 'b begins']);
  b.end();
  expect(await ofB).toBe('b');
  c.end();
  expect(await ofC).toBe('c');
  a.end();
  expect(await ofA).toBe('a');
  expect(log).toEqual(['a begins', 'b begins', 'b ends', 'c begins', 'c ends', 'a ends']);
});

test('what fails makes room as well', async () => {
  const inTurn = waitingLine(1, 0);
  await expect(inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await inTurn(() => Promise.resolve('yes'))).toBe('yes');
});
