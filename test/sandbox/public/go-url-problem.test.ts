import { expect, test } from 'vitest';
import { goUrlProblem } from '../../../src/sandbox/public/go-url-problem.ts';

// As a real Kratos v26.2.0 explained each of them as return_to.
test.each([
  [
    'http://127.0.0.1:4455.evil.example',
    'parse "http://127.0.0.1:4455.evil.example": invalid port ":4455.evil.example" after host',
  ],
  ['http://127.0.0.1:4455/%zz', 'parse "http://127.0.0.1:4455/%zz": invalid URL escape "%zz"'],
  ['%%', 'parse "%%": invalid URL escape "%%"'],
  ['http://[::1', 'parse "http://[::1": missing \']\' in host'],
  ['::', 'parse "::": missing protocol scheme'],
])('refuses %s in the words of Go', (text, problem) => {
  expect(goUrlProblem(text)).toBe(problem);
});

test.each([
  'http://127.0.0.1:4455/after?a=%zz',
  'http://user:pw@127.0.0.1:4455/',
  'http://[::1]:80/',
  '/relative',
  '//evil.example',
])('takes %s', (text) => {
  expect(goUrlProblem(text)).toBeUndefined();
});
