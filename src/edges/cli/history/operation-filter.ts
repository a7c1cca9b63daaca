import { maskTarget } from '../../../engine/mask-target.ts';
import { IdpError } from '../../../errors/idp-error.ts';
import type { OperationFilter } from '../../../history/history-reader.ts';
import { statuses, type Status } from '../../../history/history.ts';
import type { OperationsOptions } from './history-options.ts';
import { sinceTime } from './since.ts';

/** The options of `idp operations` as a filter. An address is masked, as history keeps it. Fails with usage. */
export function operationFilter(options: OperationsOptions, now: Date): OperationFilter {
  const { actions, status, target, since } = options;
  return {
    ...(actions === undefined ? {} : { actions: wordsOf(actions, '--actions') }),
    ...(status === undefined ? {} : { statuses: wordsOf(status, '--status').map(statusNamed) }),
    ...(target === undefined ? {} : { target: recordedTarget(target) }),
    ...(since === undefined ? {} : { since: sinceTime(since, now, options.utc === true) }),
    limit: count(options.limit, '--limit', 1),
    offset: count(options.offset, '--offset', 0),
  };
}

function wordsOf(list: string, option: string): string[] {
  const words = list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words.length === 0) throw new IdpError('usage', `${option} names nothing.`);
  return words;
}

function statusNamed(word: string): Status {
  const known = statuses.find((status) => status === word);
  if (known !== undefined) return known;
  throw new IdpError(
    'usage',
    `${JSON.stringify(word)} is not a valid task status, want one of [${statuses.join(' ')}].`,
    { hint: 'Several are parted by commas: --status failed,aborted' },
  );
}

function recordedTarget(target: string): string {
  const text = target.trim();
  if (text === '') throw new IdpError('usage', '--target is empty.');
  // What is masked already, as a table shows it, is looked for as it is.
  return text.includes('***') ? text : maskTarget(text);
}

function count(text: string, option: string, least: number): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (number >= least) return number;
  throw new IdpError('usage', `${option} is not a whole number from ${least} on.`);
}
