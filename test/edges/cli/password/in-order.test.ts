import { describe, expect, it } from 'vitest';
import { inOrder } from '../../../../src/edges/cli/password/in-order.ts';

type Waiting = { readonly item: number; readonly finish: () => void };

/** Work that is finished by hand, and what was handed over so far. */
function atWork(items: readonly number[], atOnce: number, most = Infinity) {
  const begun: Waiting[] = [];
  const taken: number[] = [];
  const waits: number[] = [];
  const abortion = new AbortController();
  const ended = inOrder(items, {
    atOnce,
    signal: abortion.signal,
    work: (item) => new Promise<number>((resolve) => begun.push({ item, finish: () => resolve(item) })),
    take: (item) => {
      taken.push(item);
      return Promise.resolve(taken.length < most);
    },
    onWait: () => Promise.resolve(waits.push(taken.length)),
  });
  const finish = (item: number) => begun.find((one) => one.item === item)?.finish();
  return { begun: () => begun.map(({ item }) => item), taken, waits, ended, abortion, finish };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('work in order', () => {
  it('begins no more than so many, and hands over in the order of the items', async () => {
    const work = atWork([1, 2, 3, 4], 2);
    await turn();
    expect(work.begun()).toEqual([1, 2]);
    work.finish(2);
    await turn();
    expect(work.taken).toEqual([]);
    work.finish(1);
    await turn();
    expect(work.taken).toEqual([1, 2]);
    expect(work.begun()).toEqual([1, 2, 3, 4]);
    work.finish(3);
    work.finish(4);
    expect(await work.ended).toBe(true);
    expect(work.taken).toEqual([1, 2, 3, 4]);
  });

  it('tells when the next is waited for, so that what there is can be shown', async () => {
    const work = atWork([1, 2], 1);
    await turn();
    expect(work.waits).toEqual([0]);
    work.finish(1);
    await turn();
    expect(work.waits).toEqual([0, 1]);
    work.finish(2);
    await work.ended;
  });

  it('ends as soon as no more are wanted', async () => {
    const work = atWork([1, 2, 3], 1, 1);
    await turn();
    work.finish(1);
    expect(await work.ended).toBe(false);
    expect(work.begun()).toEqual([1]);
  });

  it('ends at the signal, whatever is under way', async () => {
    const work = atWork([1], 1);
    await turn();
    work.abortion.abort();
    await expect(work.ended).rejects.toMatchObject({ code: 'aborted' });
    expect(work.taken).toEqual([]);
  });

  it('fails as the work does', async () => {
    const failing = inOrder([1], {
      atOnce: 1,
      signal: new AbortController().signal,
      work: () => Promise.reject(new Error('broken')),
      take: () => Promise.resolve(true),
      onWait: () => Promise.resolve(),
    });
    await expect(failing).rejects.toThrow('broken');
  });
});
