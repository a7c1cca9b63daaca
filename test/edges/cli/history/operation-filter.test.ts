import { describe, expect, it } from 'vitest';
import type { OperationsOptions } from '../../../../src/edges/cli/history/history-options.ts';
import { operationFilter } from '../../../../src/edges/cli/history/operation-filter.ts';

const now = new Date('2026-02-14T12:30:00.000Z');
const plain: OperationsOptions = { format: 'text', input: true, limit: '50', offset: '0' };
const filter = (options: Partial<OperationsOptions>) => operationFilter({ ...plain, ...options }, now);

describe('the options of idp operations', () => {
  it('ask for the first fifty where nothing is said', () => {
    expect(filter({})).toEqual({ limit: 50, offset: 0 });
  });

  it('are lists parted by commas, blanks and empty places aside', () => {
    expect(
      filter({ actions: 'get-identity, reset-password,', status: 'failed,aborted', limit: '4' }),
    ).toEqual({
      actions: ['get-identity', 'reset-password'],
      statuses: ['failed', 'aborted'],
      limit: 4,
      offset: 0,
    });
  });

  it.each([
    ['Ada@Example.com', 'A***@E***.com'],
    ['+441234567', '+***67'],
    ['a***@e***.com', 'a***@e***.com'],
    ['9F425A8D-7EFC-4768-8F23-7647A74FDF13', '9f425a8d-7efc-4768-8f23-7647a74fdf13'],
    ['9f425a8d7efc47688f237647a74fdf13', '9f425a8d-7efc-4768-8f23-7647a74fdf13'],
  ])('look for the target %s as it is recorded: %s', (target, recorded) => {
    expect(filter({ target }).target).toBe(recorded);
  });

  it('count from a time', () => {
    expect(filter({ since: '1h' }).since).toBe('2026-02-14T11:30:00.000Z');
  });

  it.each<[Partial<OperationsOptions>, string]>([
    [
      { status: 'completed,foo' },
      '"foo" is not a valid task status, want one of [pending running completed failed cancelled aborting aborted error].',
    ],
    [{ status: ' ,' }, '--status names nothing.'],
    [{ actions: '' }, '--actions names nothing.'],
    [{ target: ' ' }, '--target is empty.'],
    [{ limit: '0' }, '--limit is not a whole number from 1 on.'],
    [{ limit: 'all' }, '--limit is not a whole number from 1 on.'],
    [{ limit: '1.5' }, '--limit is not a whole number from 1 on.'],
    [{ offset: '-1' }, '--offset is not a whole number from 0 on.'],
  ])('%j is refused: %s', (options, sentence) => {
    expect(() => filter(options)).toThrow(sentence);
  });
});
