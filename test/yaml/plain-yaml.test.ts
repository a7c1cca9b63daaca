import { expect, test } from 'vitest';
import { parseLocated } from '../../src/yaml/located-document.ts';
import { failureOf } from '../kratos/failure.ts';

const deep = 'it is nested too deeply';
const noText = 'a key is expected to be a text; write others in quotes';

test.each([
  ['a flow of lists', '['.repeat(5000) + ']'.repeat(5000), deep],
  ['lists that are never closed', '['.repeat(100_000), deep],
  ['maps in maps', '{a: '.repeat(3000), deep],
  ['lists in lists on one line', `${'- '.repeat(5000)}x`, deep],
  ['keys of keys', '? '.repeat(3000), deep],
  ['levels by indentation', Array.from({ length: 400 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'), deep],
  ['more levels than anybody writes', `${'['.repeat(60)}${']'.repeat(60)}`, deep],
  ['a map as a key', '{? {a: 1} : 2}', noText],
  ['a list as a key', '{? [a] : 2}', noText],
  ['nothing as a key', '~: x', noText],
  ['a set', 'a: !!set {b, c}', 'tags are not allowed'],
  ['bytes', 'a: !!binary aGVsbG8=', 'tags are not allowed'],
  ['a tag of somebody else', 'a: !js/function x', 'tags are not allowed'],
  ['an alias', 'a: &a [x]\nb: *a', 'aliases are not allowed'],
  ['a second document', 'a: 1\n---\nb: 2', 'one document is expected, and another begins here'],
  ['a text that is too long', `a: ${'x'.repeat(300_000)}`, 'it is larger than 256 KiB'],
])('%s is one sentence', async (_, text, what) => {
  const failure = await failureOf(() => parseLocated(text, 'file.yaml', 'Mend it.'));
  expect([failure.code, failure.hint]).toEqual(['usage', 'Mend it.']);
  expect(failure.message).toMatch(/^file\.yaml:\d+:\d+: /);
  expect(failure.message.replace(/^\S+ /, '')).toBe(`${what}.`);
});

test('as many levels as files have are read', () => {
  const { document } = parseLocated('a: {b: {c: [{d: {e: [1, 2, "x", true, null]}}]}}', 'file.yaml', '');
  expect(document.toJS()).toEqual({ a: { b: { c: [{ d: { e: [1, 2, 'x', true, null] } }] } } });
});
