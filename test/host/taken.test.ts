import { PassThrough, Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { taken } from '../../src/host/taken.ts';

it('waits for a reader that is slow, and not for one that keeps up', async () => {
  const pipe = new PassThrough({ highWaterMark: 4 });
  pipe.write('abc');
  expect(await taken(pipe)).toBe(true);
  pipe.write('defghi');
  const waiting = taken(pipe);
  expect(pipe.writableNeedDrain).toBe(true);
  pipe.resume();
  expect(await waiting).toBe(true);
  expect(pipe.writableNeedDrain).toBe(false);
});

it('says so where nobody reads any more, also afterwards', async () => {
  const broken = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => setImmediate(done, new Error('write EPIPE')),
  });
  broken.on('error', () => undefined);
  broken.write('abc');
  expect(await taken(broken)).toBe(false);
  expect(await taken(broken)).toBe(false);
  expect([broken.listenerCount('drain'), broken.listenerCount('close')]).toEqual([0, 0]);
});
