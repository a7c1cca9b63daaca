import { expect, it } from 'vitest';
import { declaredOptions } from './declared-options.ts';
import { readLine } from '../../../src/edges/cli/line.ts';

const read = (line: string) => {
  const { command, action, format, afterDashes } = readLine(
    line.split(' ').filter(Boolean),
    declaredOptions(),
  );
  return { command, action, format, ...(afterDashes === undefined ? {} : { afterDashes }) };
};

it.each([
  ['', { command: '', action: '', format: 'text' }],
  ['run get-identity ada', { command: 'run', action: 'get-identity', format: 'text' }],
  ['--context run run get-identity', { command: 'run', action: 'get-identity', format: 'text' }],
  ['run --reason get get-identity --format json', { command: 'run', action: 'get-identity', format: 'json' }],
  ['--format=yaml actions', { command: 'actions', action: '', format: 'yaml' }],
  ['--format text run a --format json', { command: 'run', action: 'a', format: 'json' }],
  ['--format xml run a', { command: 'run', action: 'a', format: 'text' }],
  ['run a -o file --format json', { command: 'run', action: 'a', format: 'json' }],
  ['-ofile run a', { command: 'run', action: 'a', format: 'text' }],
  ['-o run run a', { command: 'run', action: 'a', format: 'text' }],
  ['run a --timeout', { command: 'run', action: 'a', format: 'text' }],
  ['run a --format', { command: 'run', action: 'a', format: 'text' }],
  ['run password=x', { command: 'run', action: '', format: 'text' }],
  ['run --unknown a', { command: 'run', action: '', format: 'text' }],
  [
    'run a -- --format json',
    { command: 'run', action: 'a', format: 'text', afterDashes: ['--format', 'json'] },
  ],
])('idp %s', (line, expected) => {
  expect(read(line)).toEqual(expected);
});
