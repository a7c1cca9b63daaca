import { expect, it } from 'vitest';
import { printable } from '../../src/host/printable.ts';

it.each([
  ['a control that moves the cursor', 'a\u001B[2Jb', 'a\\u001b[2Jb'],
  ['a C1 control', 'a\u009Bb', 'a\\u009bb'],
  ['a line feed and a tab', 'a\n\tb', 'a\\n\\tb'],
  ['a carriage return', 'a\rb', 'a\\u000db'],
  ['what turns the direction of text', 'a\u202Eb\u2066c\u200Fd', 'a\\u202eb\\u2066c\\u200fd'],
  ['a line separator', 'a\u2028b', 'a\\u2028b'],
])('%s is shown escaped', (_what, text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('letters of every script, accents and emoji stay', () => {
  expect(printable('Ärger, 東京, עברית, 🙂')).toBe('Ärger, 東京, עברית, 🙂');
});
