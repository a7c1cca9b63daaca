import { describe, expect, it } from 'vitest';
import { operationExit, taskExit } from '../../../../src/edges/cli/history/status-exit.ts';
import type { Status } from '../../../../src/history/history.ts';
import { anOperation, aTask } from './records.ts';

const error = (code: string) => ({ code, message: 'Why.' });

describe('the exit status of a task', () => {
  it.each<[Status, number]>([
    ['completed', 0],
    ['error', 1],
    ['cancelled', 130],
    ['aborted', 130],
    ['pending', 7],
    ['running', 7],
    ['aborting', 7],
  ])('of %s is %i, whatever error is recorded', (status, exit) => {
    expect(taskExit({ status, error: null })).toBe(exit);
    expect(taskExit({ status, error: error('usage') })).toBe(exit);
  });

  it.each([
    ['identity-not-found', 3],
    ['unavailable', 7],
    ['from-the-future', 1],
    ['constructor', 1],
  ])('of one that failed with %s is %i', (code, exit) => {
    expect(taskExit({ status: 'failed', error: error(code) })).toBe(exit);
  });

  it('of one that failed without a word is 1', () => {
    expect(taskExit({ status: 'failed', error: null })).toBe(1);
  });
});

describe('the exit status of an operation', () => {
  const failed = aTask({ status: 'failed', error: error('identity-not-found') });

  it.each([{ completed: 3, failed: 2 }, { failed: 2 }])('on many that failed is 6: %j', (counts) => {
    expect(operationExit(anOperation({ status: 'failed', many: true, counts }), failed)).toBe(6);
  });

  it('on one that failed is that of its error', () => {
    expect(operationExit(anOperation({ status: 'failed', counts: { failed: 1 } }), failed)).toBe(3);
  });

  it.each<[Status, number]>([
    ['completed', 0],
    ['running', 7],
    ['aborted', 130],
    ['cancelled', 130],
    ['error', 1],
  ])('of %s is %i', (status, exit) => {
    expect(operationExit(anOperation({ status, counts: { failed: 1, completed: 1 } }), failed)).toBe(exit);
  });
});
