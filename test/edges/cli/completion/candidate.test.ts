import { expect, it } from 'vitest';
import { isHarmless, lineOf } from '../../../../src/edges/cli/completion/candidate.ts';

it.each([
  'run',
  '--dry-run',
  'email=',
  'mfa-type=lookup_secret',
  '--format=json',
  'eu:west.1',
  'a/b',
  'größe',
  '1+1@x',
])('%s means itself in every shell', (word) => {
  expect(isHarmless(word)).toBe(true);
});

it.each([
  '',
  '-x',
  '~',
  '=ls',
  'a b',
  'a\nb',
  'a\tb',
  "a'",
  'a"',
  '$HOME',
  '$(ls)',
  '`ls`',
  'a;b',
  'a|b',
  'a&b',
  '*',
  'a?',
  '[a]',
  '{a,b}',
  '!1',
  '#a',
  '%1',
  '^a',
  'a<b',
  'a\\b',
  'a=b=c',
  'a\u0000',
  '\u001B[31m',
  '\u202Eab',
])('%j does not, and is not offered', (word) => {
  expect(isHarmless(word)).toBe(false);
});

it('has one line, which no terminal obeys, whatever is said of the word', () => {
  expect(lineOf({ word: 'run', about: 'one\n two\tthree \u001B[31m$(ls)' })).toBe(
    'run\tone two three \\u001b[31m$(ls)',
  );
  expect(lineOf({ word: 'run' })).toBe('run');
});

it('has an end, however much is said', () => {
  expect(lineOf({ word: 'run', about: 'x'.repeat(1000) })).toBe(`run\t${'x'.repeat(119)}…`);
});
